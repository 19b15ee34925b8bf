package dev.thimble.search;

import java.io.Serializable;
import java.util.Objects;

/**
 * The options of a search. Immutable.
 *
 * @param strategy beam search or sampling
 * @param lengthPenalty makes scores of hypotheses of different lengths comparable
 * @param nBest number of hypotheses to return for a sentence: at most the beam size, or the number
 *     of samples
 * @param constraints limits on outputs
 */
public record SearchConfig(
    Strategy strategy, LengthPenalty lengthPenalty, int nBest, Constraints constraints)
    implements Serializable {
  /** Checks that the strategy can return {@code nBest} hypotheses. */
  public SearchConfig {
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(lengthPenalty, "lengthPenalty");
    Objects.requireNonNull(constraints, "constraints");
    strategy.checkNBest(nBest);
  }

  /** {@return a beam of 5 that returns the best hypothesis by mean log-probability} */
  public static SearchConfig defaults() {
    return new SearchConfig(Beam.defaults(), LengthPenalty.defaults(), 1, Constraints.defaults());
  }

  /**
   * Greedy search: the most probable piece at each step.
   *
   * @return {@link #defaults} with greedy search
   */
  public static SearchConfig greedy() {
    return defaults().withStrategy(Beam.of(1));
  }

  /**
   * {@return the configuration for scoring given targets: with it, a {@link SearchTask#forced} task
   * writes exactly its target and eos}
   */
  public static SearchConfig forced() {
    return greedy()
        .withConstraints(
            Constraints.defaults().withMinLength(LengthFormula.absolute(0)).withEndBias(1000));
  }

  /**
   * {@return the same with another strategy}
   *
   * @param other a beam or sampling; it must be able to return {@code nBest} hypotheses
   */
  public SearchConfig withStrategy(Strategy other) {
    return new SearchConfig(other, lengthPenalty, nBest, constraints);
  }

  /**
   * {@return the same with another length penalty}
   *
   * @param other makes scores of different lengths comparable
   */
  public SearchConfig withLengthPenalty(LengthPenalty other) {
    return new SearchConfig(strategy, other, nBest, constraints);
  }

  /**
   * {@return the same with another number of hypotheses to return}
   *
   * @param hypotheses at least 1 and at most the size of the beam or the number of samples
   */
  public SearchConfig withNBest(int hypotheses) {
    return new SearchConfig(strategy, lengthPenalty, hypotheses, constraints);
  }

  /**
   * {@return the same with other constraints}
   *
   * @param other limits on outputs
   */
  public SearchConfig withConstraints(Constraints other) {
    return new SearchConfig(strategy, lengthPenalty, nBest, other);
  }
}
