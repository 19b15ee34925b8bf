package dev.thimble.search;

import java.io.Serializable;
import java.util.List;

/** How a search chooses continuations: {@link Beam} or {@link Sampling}. */
public sealed interface Strategy extends Serializable permits Beam, Sampling {
  /**
   * Checks the number of hypotheses to return for a sentence.
   *
   * @param nBest hypotheses to return for a sentence
   * @throws IllegalArgumentException if this strategy cannot return that many
   */
  void checkNBest(int nBest);

  /**
   * Whether every chosen piece is final, so that it can be shown at once.
   *
   * @param nBest hypotheses to return for a sentence
   * @return true for greedy search and for a single sample
   */
  boolean isIncremental(int nBest);

  /**
   * The weight of each hypothesis of a sentence in a minimum-Bayes-risk choice.
   *
   * @param hypotheses of one sentence, as the search returned them
   * @return one weight for each hypothesis, 0 or above
   */
  double[] riskWeights(List<Hypothesis> hypotheses);

  /**
   * {@return beam search of the given size, with this strategy's other settings if it is a beam}
   *
   * @param size open hypotheses of a sentence, at least 1
   */
  Beam toBeam(int size);
}
