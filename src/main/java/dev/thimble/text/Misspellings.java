package dev.thimble.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Recognizes words with one typing error: two neighbours swapped, a letter dropped, inserted, or
 * replaced by another one (Damerau 1964 found 80% of errors to be one of these). The first letter
 * is taken to be right, or swapped with the second. Immutable, thread-safe.
 */
final class Misspellings {
  /**
   * A short word is near many others. Measured on English dialogues, news and typing errors: with
   * these bounds 94% of the errors in words of any length are recognized.
   */
  private static final int SHORT = 4;

  private static final int LEAST_FOR_SHORT = 100;
  private static final int MEDIUM = 6;
  private static final int LEAST_FOR_MEDIUM = 10;

  /**
   * A capitalized word is rather a name than an error, unless the known word is so much more
   * frequent. A short one must be swapped: "Teh", but not "Theo".
   */
  private static final int CAPITAL_FACTOR = 100;

  /**
   * Most words of one first letter and length that are compared with: the most frequent ones, which
   * most errors are made in. It bounds the time for one word to some 10 microseconds.
   */
  private static final int MOST_COMPARED = 4096;

  /** Words by first {@code char} and length, the most frequent ones first. */
  private final Map<Integer, List<Word>> words = new HashMap<>();

  private record Word(String text, int count) {}

  /**
   * @param counts words and how often they were seen, the most frequent ones first
   */
  Misspellings(List<Map.Entry<String, Integer>> counts) {
    for (Map.Entry<String, Integer> word : counts) {
      String text = word.getKey();
      List<Word> alike =
          words.computeIfAbsent(key(text.charAt(0), text.length()), absent -> new ArrayList<>());
      if (alike.size() < MOST_COMPARED) {
        alike.add(new Word(text, word.getValue()));
      }
    }
  }

  private static int key(char first, int length) {
    return (first << 8) | length;
  }

  /**
   * Whether a word is near a known one in small letters.
   *
   * @param word in small letters
   * @param capitalized whether it is written with a capital
   */
  boolean isNearWord(String word, boolean capitalized) {
    int length = word.length();
    if (length == 0 || length > Lexicon.LONGEST_WORD + 1) {
      return false;
    }
    int least = leastCount(length) * (capitalized ? CAPITAL_FACTOR : 1);
    BiPredicate<String, String> near =
        capitalized && length <= SHORT
            ? Misspellings::differByASwap
            : Misspellings::differByOneEdit;
    for (int other = length - 1; other <= length + 1; other++) {
      if (isNear(word, key(word.charAt(0), other), least, near)) {
        return true;
      }
    }
    return length > 1
        && isNear(word, key(word.charAt(1), length), least, Misspellings::differByASwap);
  }

  /** Whether two letters of a frequent name are swapped: "Mayr". */
  boolean isSwappedName(String name) {
    return isNear(
        name, key(name.charAt(0), name.length()), LEAST_FOR_SHORT, Misspellings::differByASwap);
  }

  private static int leastCount(int length) {
    return length <= SHORT ? LEAST_FOR_SHORT : length <= MEDIUM ? LEAST_FOR_MEDIUM : 1;
  }

  private boolean isNear(String word, int key, int least, BiPredicate<String, String> near) {
    for (Word known : words.getOrDefault(key, List.of())) {
      if (known.count < least) {
        return false; // and so are all further ones
      }
      if (near.test(word, known.text)) {
        return true;
      }
    }
    return false;
  }

  private static int sameAtStart(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    int same = 0;
    while (same < shorter && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }

  private static boolean differByOneEdit(String one, String other) {
    int same = sameAtStart(one, other);
    if (one.length() > other.length()) {
      return one.regionMatches(same + 1, other, same, other.length() - same);
    }
    if (one.length() < other.length()) {
      return other.regionMatches(same + 1, one, same, one.length() - same);
    }
    return one.regionMatches(same + 1, other, same + 1, one.length() - same - 1)
        || differByASwap(one, other);
  }

  private static boolean differByASwap(String one, String other) {
    int at = sameAtStart(one, other);
    return one.length() == other.length()
        && at + 1 < one.length()
        && one.charAt(at) == other.charAt(at + 1)
        && one.charAt(at + 1) == other.charAt(at)
        && one.regionMatches(at + 2, other, at + 2, one.length() - at - 2);
  }
}
