package dev.thimble.translation;

import dev.thimble.search.Beam;
import dev.thimble.search.LengthPenalty;
import dev.thimble.search.SearchConfig;

/**
 * How to translate. Immutable.
 *
 * @param search strategy, length penalty, n-best, constraints
 * @param maxSourceLength longest source, in pieces, that is accepted
 * @param batchSize most sentences that cross the model together
 */
public record TranslationOptions(SearchConfig search, int maxSourceLength, int batchSize) {
  /** Checks every value. */
  public TranslationOptions {
    if (maxSourceLength < 1) {
      throw new IllegalArgumentException(
          "maxSourceLength is " + maxSourceLength + "; it must be at least 1");
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize is " + batchSize + "; it must be at least 1");
    }
  }

  /** {@link SearchConfig#defaults}, sources up to 1,000 pieces, 64 at a time. */
  public static TranslationOptions defaults() {
    return new TranslationOptions(SearchConfig.defaults(), 1000, 64);
  }

  /** Greedy search, otherwise as {@link #defaults}. */
  public static TranslationOptions greedy() {
    return defaults().withSearch(SearchConfig.greedy());
  }

  /** The same with another search. */
  public TranslationOptions withSearch(SearchConfig other) {
    return new TranslationOptions(other, maxSourceLength, batchSize);
  }

  /** The same with another beam size and length penalty, returning the one best. */
  public TranslationOptions withBeam(int beamSize, LengthPenalty penalty) {
    return withSearch(
        search.withNBest(1).withStrategy(Beam.of(beamSize)).withLengthPenalty(penalty));
  }

  /** The same with another batch size. */
  public TranslationOptions withBatchSize(int sentences) {
    return new TranslationOptions(search, maxSourceLength, sentences);
  }
}
