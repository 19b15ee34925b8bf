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
  /*
   * A short word is near many others by chance, so a known one must be seen this often to count.
   * Measured with Tatoeba's English: 95% of the errors in small letters are recognized, and of 263
   * names of people and cities at the start of a sentence one is taken for an error, Amy.
   */
  private static final int SHORT = 4;

  private static final int MEDIUM = 6;
  private static final int LEAST_FOR_SHORT = 100;
  private static final int LEAST_FOR_MEDIUM = 10;

  /*
   * A capitalized word may be a name: two letters swapped or one doubled are a clear error, others
   * are not. "Ann" is no doubled "an".
   */
  private static final int LEAST_FOR_CLEAR_ERROR = 100;

  private static final int SHORTEST_DOUBLED = 3;
  private static final int LEAST_FOR_MEDIUM_NAME = 1000;
  private static final int LEAST_FOR_LONG_NAME = 30;

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

  /** Whether a word in small letters is near a known one. */
  boolean isNearWord(String word) {
    int length = word.length();
    int least = length <= SHORT ? LEAST_FOR_SHORT : length <= MEDIUM ? LEAST_FOR_MEDIUM : 1;
    return isEdited(word, least) || isSwapped(word, least);
  }

  /**
   * Whether a word that is written with a capital is near a known one that is not.
   *
   * @param word in small letters
   */
  boolean isNearWordRatherThanName(String word) {
    int least = word.length() <= MEDIUM ? LEAST_FOR_MEDIUM_NAME : LEAST_FOR_LONG_NAME;
    return isSwapped(word, LEAST_FOR_CLEAR_ERROR)
        || isDoubled(word, LEAST_FOR_CLEAR_ERROR)
        || (word.length() > SHORT && isEdited(word, least));
  }

  /** Whether two letters of a frequent name are swapped: "Mayr". */
  boolean isSwappedName(String name) {
    return isSwapped(name, LEAST_FOR_CLEAR_ERROR);
  }

  private boolean isEdited(String word, int least) {
    int length = word.length();
    for (int other = length - 1; other <= length + 1; other++) {
      if (isNear(word, key(word.charAt(0), other), least, Misspellings::differByOneEdit)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDoubled(String word, int least) {
    int shorter = word.length() - 1;
    return shorter >= SHORTEST_DOUBLED
        && isNear(word, key(word.charAt(0), shorter), least, Misspellings::differByADoubledLetter);
  }

  private boolean isSwapped(String word, int least) {
    int length = word.length();
    return isNear(word, key(word.charAt(0), length), least, Misspellings::differByASwap)
        || (length > 1
            && isNear(word, key(word.charAt(1), length), least, Misspellings::differByASwap));
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

  private static boolean differByADoubledLetter(String longer, String known) {
    int at = sameAtStart(longer, known);
    return longer.charAt(at) == longer.charAt(at - 1)
        && longer.regionMatches(at + 1, known, at, known.length() - at);
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
