package dev.thimble.sentencepiece;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the pieces of words: for each of 32,768 hashes at most the last word, so that memory
 * is bounded and frequent words mostly stay. Thread-safe: at worst, a race segments a word again.
 */
final class WordPieces {
  private static final int SLOTS = 1 << 15;

  /** Longer words are rare. */
  private static final int LONGEST_WORD = 48;

  private final AtomicReferenceArray<@Nullable Known> slots = new AtomicReferenceArray<>(SLOTS);
  private final Function<String, List<String>> segmenter;

  /**
   * Makes an empty cache.
   *
   * @param segmenter gives the pieces of a word
   */
  WordPieces(Function<String, List<String>> segmenter) {
    this.segmenter = segmenter;
  }

  /** A word and its pieces. */
  private record Known(String word, List<String> pieces) {}

  /** The pieces of a word. */
  List<String> pieces(String word) {
    if (word.length() > LONGEST_WORD) {
      return segmenter.apply(word);
    }
    int hash = word.hashCode() * 0x9E3779B9;
    int slot = hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SLOTS));
    Known known = slots.getPlain(slot);
    if (known == null || !known.word.equals(word)) {
      known = new Known(word, segmenter.apply(word));
      slots.set(slot, known);
    }
    return known.pieces;
  }
}
