package dev.thimble.search;

import java.util.Locale;
import java.util.Objects;

/**
 * How to search. Immutable.
 *
 * @param strategy beam search or sampling
 * @param lengthPenalty by which hypotheses of different lengths are compared
 * @param nBest hypotheses returned a sentence: at most the beam size, or how many are sampled
 * @param constraints what an output must and must not be
 */
public record SearchConfig(
    Strategy strategy, LengthPenalty lengthPenalty, int nBest, Constraints constraints) {
  /** Most samples a sentence. */
  public static final int MAX_SAMPLES = 1000;

  /** Checks that the strategy gives as many hypotheses. */
  public SearchConfig {
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(lengthPenalty, "lengthPenalty");
    Objects.requireNonNull(constraints, "constraints");
    int most = strategy instanceof Beam beam ? beam.size() : MAX_SAMPLES;
    if (nBest < 1 || nBest > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "nBest is %d; it must be from 1 to %s, %d",
              nBest,
              strategy instanceof Beam ? "the beam size" : "the most samples",
              most));
    }
  }

  /** A beam of 5, the one best, normalized by length, never empty. */
  public static SearchConfig defaults() {
    return new SearchConfig(Beam.defaults(), LengthPenalty.defaults(), 1, Constraints.defaults());
  }

  /** Greedy search, otherwise as {@link #defaults}. */
  public static SearchConfig greedy() {
    return defaults().withStrategy(Beam.of(1));
  }

  /**
   * What scores targets that are given: with {@link SearchTask#forced}, each is written, ended, and
   * nothing else.
   */
  public static SearchConfig forced() {
    return greedy()
        .withConstraints(
            Constraints.defaults().withMinLength(LengthFormula.absolute(0)).withEndBias(1000));
  }

  /** The same with another strategy. */
  public SearchConfig withStrategy(Strategy other) {
    return new SearchConfig(other, lengthPenalty, nBest, constraints);
  }

  /** The same with another length penalty. */
  public SearchConfig withLengthPenalty(LengthPenalty other) {
    return new SearchConfig(strategy, other, nBest, constraints);
  }

  /** The same with more or fewer hypotheses returned. */
  public SearchConfig withNBest(int hypotheses) {
    return new SearchConfig(strategy, lengthPenalty, hypotheses, constraints);
  }

  /** The same with other constraints. */
  public SearchConfig withConstraints(Constraints other) {
    return new SearchConfig(strategy, lengthPenalty, nBest, other);
  }
}
