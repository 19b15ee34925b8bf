package dev.thimble.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds words in texts: runs of letters, combining marks and digits. A run beside a hyphen or an
 * underscore is part of a word and not one; so is a run before an apostrophe, unless only an s
 * follows, as in Tom's; so are digits within a number such as 10,000 or 5%. Stateless.
 */
final class TextWords {
  private static final String APOSTROPHES = "'\u2019";

  private TextWords() {}

  /**
   * A word of a text.
   *
   * @param start index of its first {@code char}
   * @param end index after its last one
   * @param folded the word in lower case
   */
  record Word(int start, int end, String folded) {}

  /** The words of a text in order. */
  static List<Word> of(String text) {
    List<Word> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !isPart(text.charAt(i))) {
        if (i > start && isWhole(text, start, i)) {
          words.add(new Word(start, i, text.substring(start, i).toLowerCase(Locale.ROOT)));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /** Whether a part of a text begins and ends where words do. */
  static boolean isWhole(String text, int start, int end) {
    return !(start > 0 && isPartOrJoins(text.charAt(start - 1)))
        && !(end < text.length() && isPartOrJoins(text.charAt(end)))
        && !isElided(text, end)
        && !isInNumber(text, start, end);
  }

  /* Whether digits at an end of the part are some of a number such as 10,000 or 5%. */
  private static boolean isInNumber(String text, int start, int end) {
    boolean goesOn =
        Character.isDigit(text.charAt(end - 1))
            && end < text.length()
            && (isSign(text.charAt(end)) || (isMark(text.charAt(end)) && hasDigit(text, end + 1)));
    boolean began =
        Character.isDigit(text.charAt(start))
            && start > 0
            && (isSign(text.charAt(start - 1))
                || (isMark(text.charAt(start - 1)) && hasDigit(text, start - 2)));
    return goesOn || began;
  }

  private static boolean isSign(char c) {
    return c == '%' || Character.getType(c) == Character.CURRENCY_SYMBOL;
  }

  private static boolean isMark(char c) {
    return ".,:/".indexOf(c) >= 0;
  }

  private static boolean hasDigit(String text, int at) {
    return at >= 0 && at < text.length() && Character.isDigit(text.charAt(at));
  }

  private static boolean isElided(String text, int end) {
    boolean joined =
        end + 1 < text.length()
            && APOSTROPHES.indexOf(text.charAt(end)) >= 0
            && isPart(text.charAt(end + 1));
    boolean genitive =
        joined
            && text.charAt(end + 1) == 's'
            && !(end + 2 < text.length() && isPart(text.charAt(end + 2)));
    return joined && !genitive;
  }

  private static boolean isPartOrJoins(char c) {
    return isPart(c) || c == '-' || c == '\u2010' || c == '\u2011' || c == '_';
  }

  /* Surrogates count, so that a letter of two chars is not cut. */
  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c)
        || Character.isSurrogate(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  /** Whether the first letter of a sentence stands at an index. */
  static boolean isSentenceStart(String text, int start) {
    int before = start - 1;
    while (before >= 0 && !isPart(text.charAt(before))) {
      if (".!?…:\"“«¿¡".indexOf(text.charAt(before)) >= 0) {
        return true;
      }
      before--;
    }
    return before < 0;
  }
}
