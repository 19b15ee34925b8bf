package dev.thimble.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recognizes words with one typing error: two neighbours swapped, a letter dropped, inserted, or
 * replaced by another one (Damerau 1964 found 80% of errors to be one of these). The first letter
 * is taken to be right, or swapped with the second. Immutable, thread-safe.
 */
final class Misspellings {
  /** Words of at most this many letters have too many neighbours, unless they are frequent. */
  private static final int SHORT = 4;

  private static final int FREQUENT = 1000;

  /**
   * Most words of one first letter and length that are compared with: the most frequent ones, which
   * most errors are made in. It bounds the time for one word to some 10 microseconds.
   */
  private static final int MOST_COMPARED = 4096;

  /** Words in small letters by first {@code char} and length, the most frequent ones first. */
  private final Map<Integer, List<Word>> words = new HashMap<>();

  private record Word(String text, int count) {}

  /**
   * @param counts words and how often they were seen, the most frequent ones first
   */
  Misspellings(List<Map.Entry<String, Integer>> counts) {
    for (Map.Entry<String, Integer> word : counts) {
      String text = word.getKey();
      if (Casing.isInSmallLetters(text)) {
        List<Word> alike =
            words.computeIfAbsent(key(text.charAt(0), text.length()), absent -> new ArrayList<>());
        if (alike.size() < MOST_COMPARED) {
          alike.add(new Word(text, word.getValue()));
        }
      }
    }
  }

  private static int key(char first, int length) {
    return (first << 8) | length;
  }

  boolean contains(String word) {
    int length = word.length();
    if (length < 2 || length > Lexicon.LONGEST_WORD + 1) {
      return false;
    }
    int least = length <= SHORT ? FREQUENT : 1;
    for (int other = length - 1; other <= length + 1; other++) {
      if (isNear(word, key(word.charAt(0), other), least)) {
        return true;
      }
    }
    return isNear(word, key(word.charAt(1), length), least);
  }

  private boolean isNear(String word, int key, int least) {
    for (Word known : words.getOrDefault(key, List.of())) {
      if (known.count < least) {
        return false; // and so are all further ones
      }
      if (differByOneEdit(word, known.text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean differByOneEdit(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    int same = 0;
    while (same < shorter && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    if (one.length() > other.length()) {
      return one.regionMatches(same + 1, other, same, other.length() - same);
    }
    if (one.length() < other.length()) {
      return other.regionMatches(same + 1, one, same, one.length() - same);
    }
    if (same == 0) {
      return isSwap(one, other, 0);
    }
    return one.regionMatches(same + 1, other, same + 1, one.length() - same - 1)
        || isSwap(one, other, same);
  }

  private static boolean isSwap(String one, String other, int at) {
    return at + 1 < one.length()
        && one.charAt(at) == other.charAt(at + 1)
        && one.charAt(at + 1) == other.charAt(at)
        && one.regionMatches(at + 2, other, at + 2, one.length() - at - 2);
  }
}
