package dev.thimble.corpus;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds characters that indicate damage: control characters, private-use characters, the
 * replacement character U+FFFD, and what UTF-8 becomes if it is read as Windows-1252 or ISO-8859-1,
 * as in "dÃ©jÃ vu". Stateless; takes linear time.
 */
final class OddCharacters {
  private static final int REPLACEMENT = 0xFFFD;

  /** The characters of the bytes 0x80 to 0x9F in Windows-1252 that are not those of ISO-8859-1. */
  private static final String WINDOWS_1252 =
      "\u20AC\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u017D"
          + "\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u017E\u0178";

  private static final String AFTER_A_WORD = "\u00A0\u00BB\u2019\u201D\u2026\u2013\u2014";

  private OddCharacters() {}

  /** A description of the first odd character of a text; null if there is none. */
  static @Nullable String in(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      String name = name(c);
      if (name != null) {
        return String.format(Locale.ROOT, "%s U+%04X", name, c);
      }
      if (c >= 0xC2 && c <= 0xF4 && isMisread(text, i)) {
        return "UTF-8 read as another encoding: "
            + text.substring(i, Math.min(text.length(), i + 3));
      }
      i += Character.charCount(c);
    }
    return null;
  }

  private static @Nullable String name(int c) {
    if (c < 0x7F) {
      return c < ' ' && c != '\t' ? "control character" : null;
    }
    if (c == REPLACEMENT) {
      return "replacement character";
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL -> "control character";
      case Character.PRIVATE_USE -> "private-use character";
      case Character.SURROGATE -> "half a character";
      default -> null;
    };
  }

  /* Whether the characters at an index are those of the bytes of one character in UTF-8. Marks that
   * may follow a letter in good text, as in "allé…»", count only if such a sequence follows again,
   * unless they are those of quotation marks and dashes, of the replacement character, or of emoji. */
  private static boolean isMisread(String text, int index) {
    char lead = text.charAt(index);
    int length = length(lead);
    if (!continues(text, index, length)) {
      return false;
    }
    char next = text.charAt(index + 1);
    return switch (lead) {
      case 0xC2, 0xC3 -> !isWord(text, index);
      case 0xE2 -> "\u20AC\u201A".indexOf(next) >= 0 || continuesAgain(text, index + length);
      case 0xEF -> "\u00BF\u00BB\u00BC".indexOf(next) >= 0 || continuesAgain(text, index + length);
      default -> length == 4 || continuesAgain(text, index + length);
    };
  }

  private static int length(char lead) {
    return lead <= 0xDF ? 2 : lead <= 0xEF ? 3 : 4;
  }

  private static boolean continuesAgain(String text, int index) {
    return index < text.length()
        && text.charAt(index) >= 0xC2
        && text.charAt(index) <= 0xF4
        && continues(text, index, length(text.charAt(index)));
  }

  /* Whether a Â or Ã ends a word in capitals, as in "AMANHÃ…", or is a word before a mark. */
  private static boolean isWord(String text, int index) {
    boolean begins = index == 0 || !Character.isLetter(text.charAt(index - 1));
    boolean goesOn = index + 2 < text.length() && Character.isLetter(text.charAt(index + 2));
    return !goesOn
        && (begins
            ? AFTER_A_WORD.indexOf(text.charAt(index + 1)) >= 0
            : Character.isUpperCase(text.charAt(index - 1)));
  }

  private static boolean continues(String text, int index, int length) {
    if (index + length > text.length()) {
      return false;
    }
    for (int i = index + 1; i < index + length; i++) {
      char c = text.charAt(i);
      if (!(c >= 0x80 && c <= 0xBF) && WINDOWS_1252.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
