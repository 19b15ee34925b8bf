package dev.thimble.corpus;

import dev.thimble.text.Lexicon;
import dev.thimble.text.PythonText;

/**
 * Counts of a text.
 *
 * @param words runs without white space that have a letter or digit; in scripts without spaces, two
 *     letters count as a word
 * @param characters code points that are no white space
 * @param letters letters, combining marks and digits among them
 * @param longestWord longest run of these, of scripts with spaces, in code points
 */
record TextStatistics(int words, int characters, int letters, int longestWord) {
  /** Counts in one pass. */
  static TextStatistics of(String text) {
    Counter counter = new Counter();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      counter.add(c);
      i += Character.charCount(c);
    }
    counter.endRun();
    return new TextStatistics(
        counter.words + (counter.unspaced + 1) / 2,
        counter.characters,
        counter.letters,
        counter.longestWord);
  }

  /** The share of letters, combining marks and digits; 1 for a blank text. */
  double letterShare() {
    return characters == 0 ? 1 : (double) letters / characters;
  }

  /** Whether a character is a letter, a combining mark or a digit. */
  static boolean isPartOfWord(int c) {
    return Character.isLetterOrDigit(c)
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.ENCLOSING_MARK,
              Character.COMBINING_SPACING_MARK ->
              true;
          default -> false;
        };
  }

  private static final class Counter {
    int words;
    int unspaced; // letters of scripts without spaces
    int characters;
    int letters;
    int longestWord;
    private boolean inWord; // a letter or digit was seen since the last white space
    private int word; // length of the run of letters

    void add(int c) {
      if (PythonText.isSpace(c)) {
        endRun();
        return;
      }
      characters++;
      if (!isPartOfWord(c)) {
        word = 0;
        return;
      }
      letters++;
      if (c >= 0x80 && Lexicon.isWithoutSpaces(c)) {
        unspaced++;
        word = 0;
      } else {
        word++;
        longestWord = Math.max(longestWord, word);
        inWord = true;
      }
    }

    void endRun() {
      words += inWord ? 1 : 0;
      inWord = false;
      word = 0;
    }
  }
}
