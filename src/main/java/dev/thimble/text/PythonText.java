package dev.thimble.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Python's {@code str.strip}, {@code str.split} and {@code str.lower}. Java's versions differ, for
 * instance for the no-break space and the final sigma, and published scores are computed with
 * Python. Stateless.
 */
public final class PythonText {
  private static final char CAPITAL_I_WITH_DOT = '\u0130';
  private static final char CAPITAL_SIGMA = '\u03A3';

  /** Characters without case that are skipped around a sigma, beside marks and modifiers. */
  private static final String IGNORED_IN_WORDS =
      "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

  private PythonText() {}

  /**
   * Removes white space at the end of a text.
   *
   * @param text may be empty
   * @return the text without that white space
   */
  public static String stripTrailing(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /**
   * Removes white space at both ends of a text.
   *
   * @param text may be empty
   * @return the text without that white space
   */
  public static String strip(String text) {
    String stripped = stripTrailing(text);
    int start = 0;
    while (start < stripped.length() && isSpace(stripped.charAt(start))) {
      start++;
    }
    return stripped.substring(start);
  }

  /**
   * Splits a text at white space; no part is empty.
   *
   * @param text may be empty
   * @return the parts in their order; none if the text is blank
   */
  public static List<String> split(CharSequence text) {
    List<String> words = new ArrayList<>();
    int length = text.length();
    int start = 0;
    while (start < length) {
      if (isSpace(text.charAt(start))) {
        start++;
        continue;
      }
      int end = start + 1;
      while (end < length && !isSpace(text.charAt(end))) {
        end++;
      }
      words.add(text.subSequence(start, end).toString());
      start = end;
    }
    return words;
  }

  /**
   * {@return whether a code point is white space} All white space is in the basic plane, so a
   * {@code char} will do.
   *
   * @param character a code point or a {@code char}
   */
  public static boolean isSpace(int character) {
    if (character < 0x80) {
      return character == ' '
          || (character >= '\t' && character <= '\r')
          || (character >= 0x1C && character <= 0x1F);
    }
    return switch (character) {
      case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
      default -> character >= 0x2000 && character <= 0x200A;
    };
  }

  /**
   * Converts a text to lower case.
   *
   * @param text may be empty
   * @return the text as Python's {@code str.lower} writes it
   */
  public static String lower(String text) {
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    StringBuilder lower = new StringBuilder(text.length() + 2);
    int character;
    for (int i = 0; i < text.length(); i += Character.charCount(character)) {
      character = text.codePointAt(i);
      switch (character) {
        case CAPITAL_SIGMA -> lower.append(endsWord(text, i) ? '\u03C2' : '\u03C3');
        case CAPITAL_I_WITH_DOT -> lower.append("i\u0307");
        default -> lower.appendCodePoint(lower(character));
      }
    }
    return lower.toString();
  }

  // The explicit pairs are those of Unicode 14, which Python 3.11 has and Java 17 has not.
  private static int lower(int character) {
    int lower = Character.toLowerCase(character);
    if (lower != character || character < 0x2C2F) {
      return lower;
    }
    return switch (character) {
      case 0x2C2F -> 0x2C5F;
      case 0xA7C0, 0xA7D0, 0xA7D6, 0xA7D8 -> character + 1;
      case 0x1057B, 0x1058B, 0x10593 -> character;
      default -> character >= 0x10570 && character <= 0x10595 ? character + 0x27 : character;
    };
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Unicode's Final_Sigma: a cased letter before it and none after it, skipping ignorable ones. */
  private static boolean endsWord(String text, int sigma) {
    int before = sigma;
    int character = ' ';
    while (before > 0) {
      character = text.codePointBefore(before);
      if (!isIgnored(character)) {
        break;
      }
      before -= Character.charCount(character);
    }
    if (before == 0 || !isCased(character)) {
      return false;
    }
    for (int after = sigma + 1; after < text.length(); after += Character.charCount(character)) {
      character = text.codePointAt(after);
      if (!isIgnored(character)) {
        return !isCased(character);
      }
    }
    return true;
  }

  private static boolean isCased(int character) {
    return Character.isLowerCase(character)
        || Character.isUpperCase(character)
        || Character.isTitleCase(character)
        || lower(character) != character;
  }

  private static boolean isIgnored(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> IGNORED_IN_WORDS.indexOf(character) >= 0;
    };
  }
}
