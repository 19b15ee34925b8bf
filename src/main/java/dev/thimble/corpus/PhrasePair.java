package dev.thimble.corpus;

import dev.thimble.text.EntityKind;
import dev.thimble.text.PairedSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A phrase and its translation. In each, brackets may enclose the part that a symbol replaces; the
 * rest is context that must match.
 *
 * @param kinds the symbols that can stand for it; OPEN for a pair of tags around it
 */
record PhrasePair(Phrase source, Phrase target, List<EntityKind> kinds) {
  /**
   * A phrase of one language.
   *
   * @param text without brackets
   * @param start of the part to replace
   * @param end of the part to replace
   */
  record Phrase(String text, int start, int end) {
    /**
     * Reads a phrase with or without brackets.
     *
     * @return null if it is blank, its brackets are not one pair, or it does not begin and end with
     *     a letter, a digit or a currency sign
     */
    static @Nullable Phrase parse(String written) {
      int open = written.indexOf('[');
      int close = written.indexOf(']');
      String text = written.replace("[", "").replace("]", "");
      int brackets = written.length() - text.length();
      boolean paired = brackets == 2 && open >= 0 && close > open + 1;
      if (text.isEmpty() || !(brackets == 0 || paired) || !isOfWords(text)) {
        return null;
      }
      return paired ? new Phrase(text, open, close - 1) : new Phrase(text, 0, text.length());
    }

    private static boolean isOfWords(String text) {
      return isOfWords(text.codePointAt(0))
          && isOfWords(text.codePointBefore(text.length()))
          && text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private static boolean isOfWords(int c) {
      return Character.isLetterOrDigit(c) || Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    /** Index of the first letter or digit. */
    int firstWord() {
      int first = 0;
      while (!Character.isLetterOrDigit(text.charAt(first))) {
        first++;
      }
      return first;
    }

    /** Whether the phrase occurs at an index of a text, as whole words in any case. */
    boolean isAt(String in, int at) {
      int end = at + text.length();
      return at >= 0
          && in.regionMatches(true, at, text, 0, text.length())
          && TextWords.isWhole(in, at, end);
    }

    /** The index of the phrase in a text; -1 if it does not occur exactly once. */
    int in(String in) {
      int found = -1;
      for (int at = 0; at + text.length() <= in.length(); at++) {
        if (isAt(in, at)) {
          if (found >= 0) {
            return -1;
          }
          found = at;
        }
      }
      return found;
    }
  }

  /**
   * The parts to replace if the source phrase is at {@code first}; null if the target phrase does
   * not occur exactly once in the target.
   */
  @Nullable PairedSpan spanAt(int first, String inTarget) {
    int second = target.in(inTarget);
    return second < 0
        ? null
        : new PairedSpan(
            first + source.start(),
            first + source.end(),
            second + target.start(),
            second + target.end(),
            kinds.get(0));
  }
}
