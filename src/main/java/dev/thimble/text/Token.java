package dev.thimble.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A word, a number, or a single other character of a text; white space separates tokens and is
 * none.
 *
 * @param start index of its first {@code char}
 * @param end index after its last one
 * @param folded its text without case
 */
record Token(int start, int end, String folded) {
  /** Splits a text. Each character of a script without spaces is a token of its own. */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int character = text.codePointAt(start);
      int end = start + Character.charCount(character);
      if (isJoined(character)) {
        while (end < text.length() && isJoined(text.codePointAt(end))) {
          end += Character.charCount(text.codePointAt(end));
        }
      }
      if (!SentenceSplitter.isBlank((char) character) || character > Character.MAX_VALUE) {
        tokens.add(new Token(start, end, Casing.fold(text.substring(start, end))));
      }
      start = end;
    }
    return tokens;
  }

  private static boolean isJoined(int character) {
    return (Words.isPartOfWord(character) || Character.isDigit(character))
        && !Lexicon.isWithoutSpaces(character);
  }
}
