package dev.thimble.translation;

import dev.thimble.search.LengthPenalty;
import dev.thimble.search.SearchConfig;

/**
 * How to translate. Immutable.
 *
 * @param search beam, length penalty, n-best
 * @param maxLengthFactor the output may have this many pieces for each piece of the source
 * @param maxLengthExtra and this many more
 * @param maxSourceLength longest source, in pieces, that is accepted
 * @param batchSize most sentences that cross the model together
 */
public record TranslationOptions(
    SearchConfig search,
    double maxLengthFactor,
    int maxLengthExtra,
    int maxSourceLength,
    int batchSize) {
  /** Checks every value. */
  public TranslationOptions {
    if (!(maxLengthFactor >= 0 && maxLengthFactor <= 100)) {
      throw new IllegalArgumentException(
          "maxLengthFactor is " + maxLengthFactor + "; it must be from 0 to 100");
    }
    if (maxLengthExtra < 1 || maxLengthExtra > 10_000) {
      throw new IllegalArgumentException(
          "maxLengthExtra is " + maxLengthExtra + "; it must be from 1 to 10000");
    }
    if (maxSourceLength < 1) {
      throw new IllegalArgumentException(
          "maxSourceLength is " + maxSourceLength + "; it must be at least 1");
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize is " + batchSize + "; it must be at least 1");
    }
  }

  /**
   * Beam 5, output up to twice the source and ten pieces, sources up to 1,000 pieces, 64 at a time.
   */
  public static TranslationOptions defaults() {
    return new TranslationOptions(SearchConfig.defaults(), 2, 10, 1000, 64);
  }

  /** Greedy search, otherwise as {@link #defaults}. */
  public static TranslationOptions greedy() {
    return defaults().withSearch(SearchConfig.greedy());
  }

  /** The same with another search. */
  public TranslationOptions withSearch(SearchConfig other) {
    return new TranslationOptions(
        other, maxLengthFactor, maxLengthExtra, maxSourceLength, batchSize);
  }

  /** The same with another beam size and length penalty, returning the one best. */
  public TranslationOptions withBeam(int beamSize, LengthPenalty penalty) {
    return withSearch(new SearchConfig(beamSize, penalty, 1, search.minLength()));
  }

  /** The same with another batch size. */
  public TranslationOptions withBatchSize(int sentences) {
    return new TranslationOptions(
        search, maxLengthFactor, maxLengthExtra, maxSourceLength, sentences);
  }

  /** Most output pieces, eos counted, for a source of so many pieces. */
  int maxLength(int sourceLength) {
    return (int) (maxLengthFactor * sourceLength) + maxLengthExtra;
  }
}
