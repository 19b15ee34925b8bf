package dev.thimble.text;

import java.text.Normalizer;
import java.util.Locale;

/** Capitals, small letters, vowels. Stateless. */
final class Casing {
  /* Latin, Greek and Cyrillic vowels without accents. The letter y is judged by what follows. */
  private static final String VOWELS = "aeiouæœøəαεηιουωаеиоуыэюяєіı";

  private static final Locale TURKISH = Locale.forLanguageTag("tr");

  private Casing() {}

  static boolean isCapitalized(String word) {
    return isCapital(word.codePointAt(0));
  }

  /** Whether a word has at least two capitals and no small letter. */
  static boolean isInCapitals(String word) {
    return !hasSmallLetter(word, 0, word.length())
        && word.codePoints().filter(Casing::isCapital).limit(2).count() == 2;
  }

  static boolean isInSmallLetters(String word) {
    return word.codePoints().noneMatch(Casing::isCapital);
  }

  /** Whether a part of a text has a small letter other than ß, which capitals often keep. */
  static boolean hasSmallLetter(String text, int from, int to) {
    for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
      if (Character.isLowerCase(text.codePointAt(i)) && text.charAt(i) != 'ß') {
        return true;
      }
    }
    return false;
  }

  static String capitalize(String word) {
    int first = word.codePointAt(0);
    return Character.toString(Character.toTitleCase(first))
        + word.substring(Character.charCount(first));
  }

  /** Equal for two words that differ in case alone, also for the Turkish i and the German ß. */
  static String fold(String word) {
    return word.toUpperCase(Locale.ROOT).replace('\u0130', 'I');
  }

  /**
   * Whether two words that are equal when folded differ in case alone: not so I and I with a dot.
   */
  static boolean differInCaseAlone(String one, String other) {
    return other.indexOf('\u0130') < 0
        || one.toUpperCase(TURKISH).equals(other.toUpperCase(TURKISH));
  }

  /**
   * Whether the first letter of a text is a vowel, as the article or preposition before it sees it:
   * y counts as a vowel before a consonant only, h never.
   */
  static boolean beginsWithVowel(String text) {
    String letters = lettersAtStart(text);
    if (letters.isEmpty()) {
      return false;
    }
    char first = letters.charAt(0);
    if (first == 'y') {
      return letters.length() == 1 || VOWELS.indexOf(letters.charAt(1)) < 0;
    }
    return VOWELS.indexOf(first) >= 0;
  }

  /* The first two letters at most, small and without accents. */
  private static String lettersAtStart(String text) {
    int start = 0;
    while (start < text.length() && !Character.isLetter(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    // 8 chars hold two letters with their accents
    String beginning = text.substring(start, Math.min(text.length(), start + 8));
    StringBuilder letters = new StringBuilder(2);
    Normalizer.normalize(beginning, Normalizer.Form.NFD)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
        .takeWhile(Character::isLetter)
        .limit(2)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }

  private static boolean isCapital(int character) {
    return Character.isUpperCase(character) || Character.isTitleCase(character);
  }
}
