package dev.thimble.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the words of a text: runs of letters and combining marks. An apostrophe or a hyphen
 * separates words. A run beside a digit or an underscore is part of a code and not a word.
 *
 * <p>A scanner keeps whether a sentence begins, so that a text can be scanned in parts. Not
 * thread-safe.
 */
final class Words {
  /** After these, and after a line break, a sentence may begin. */
  private static final String BEFORE_A_SENTENCE = ".!?…:。！？：\"“„«‹「『‘¿¡([{—–\n\r";

  private boolean sentenceStart = true;

  /**
   * A word of a text.
   *
   * @param start index of its first {@code char}
   * @param end index after its last one
   * @param sentenceStart whether it may be the first word of a sentence
   */
  record Word(int start, int end, boolean sentenceStart) {
    String in(String text) {
      return text.substring(start, end);
    }
  }

  static List<Word> of(String text) {
    List<Word> words = new ArrayList<>();
    new Words().scan(text, 0, text.length(), words);
    return words;
  }

  /**
   * Passes an entity instead of scanning it. A sentence may begin after an opening tag, as in a
   * heading; numbers and words are part of a sentence; links, emoji and other tags may stand before
   * it.
   */
  void pass(EntityKind kind) {
    sentenceStart =
        switch (kind) {
          case OPEN -> true;
          case CLOSE, EMPTY, LINK, CODE, HANDLE, HASHTAG, EMOJI -> sentenceStart;
          default -> false;
        };
  }

  /** Adds the words of a part of a text. */
  void scan(String text, int from, int to, List<Word> words) {
    int at = from;
    while (at < to) {
      int character = text.codePointAt(at);
      if (Character.isLetter(character)) {
        int end = endOfWord(text, at, to);
        if (!isCode(text, at, end)) {
          words.add(new Word(at, end, sentenceStart));
        }
        sentenceStart = false;
        at = end;
      } else {
        if (Character.isDigit(character)) {
          sentenceStart = false;
        } else if (BEFORE_A_SENTENCE.indexOf(character) >= 0) {
          sentenceStart = true;
        }
        at += Character.charCount(character);
      }
    }
  }

  static int endOfWord(String text, int start, int to) {
    int end = start;
    while (end < to && isPartOfWord(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return Math.min(end, to);
  }

  static boolean isPartOfWord(int character) {
    return Character.isLetter(character)
        || switch (Character.getType(character)) {
          case Character.NON_SPACING_MARK,
              Character.ENCLOSING_MARK,
              Character.COMBINING_SPACING_MARK ->
              true;
          default -> false;
        };
  }

  private static boolean isCode(String text, int start, int end) {
    return (start > 0 && isCodeCharacter(text.codePointBefore(start)))
        || (end < text.length() && isCodeCharacter(text.codePointAt(end)));
  }

  private static boolean isCodeCharacter(int character) {
    return Character.isDigit(character) || character == '_';
  }
}
