package dev.thimble.search;

import dev.thimble.integrity.Require;
import java.util.List;
import java.util.Objects;

/**
 * Beam search. With more than one group it is diverse beam search (Vijayakumar et al. 2018,
 * algorithm 1): at each step the groups choose in turn, and a group ranks a continuation by its sum
 * of log-probabilities minus {@code diversity} times the number of hypotheses of earlier groups
 * that chose the same piece at this step (Hamming diversity). This penalty affects only the choice
 * at that step, not later steps or scores, and never eos. Groups may still find the same outputs,
 * so there may be fewer than {@code nBest} results.
 *
 * <p>With required ids (see {@link SearchTask}), every missing id is a candidate of its hypothesis
 * at each step. A bank holds the hypotheses with the same number of missing ids, and the best
 * hypothesis of each bank stays in the beam or group (dynamic beam allocation, Post and Vilar
 * 2018), so that the model chooses where it places the ids. A beam or group of one hypothesis has
 * no banks.
 *
 * @param size open hypotheses of a sentence in all groups, 1 to {@value #MAX_SIZE}; 1 is greedy
 *     search
 * @param stopping when the search of a sentence stops
 * @param groups 1 is plain beam search; {@code size} must be a multiple of it
 * @param diversity factor of the penalty, 0 to 1,000; 0 with one group
 */
public record Beam(int size, Stopping stopping, int groups, double diversity) implements Strategy {
  /** Most open hypotheses of a sentence. */
  public static final int MAX_SIZE = 1000;

  /** Checks every value. */
  public Beam {
    Objects.requireNonNull(stopping, "stopping");
    Require.within("beam size", size, 1, MAX_SIZE);
    if (groups < 1 || size % groups != 0) {
      throw new IllegalArgumentException(
          "groups is " + groups + "; the beam size, " + size + ", must be a multiple of it");
    }
    Require.within("diversity", diversity, 0, 1000);
    if (groups == 1 && diversity > 0) {
      throw new IllegalArgumentException(
          "diversity is " + diversity + ", but groups is 1; it needs at least 2 groups");
    }
  }

  /** {@return a beam of 5 in one group that stops when 5 hypotheses have finished} */
  public static Beam defaults() {
    return new Beam(5, Stopping.ALL_FINISHED, 1, 0);
  }

  /**
   * {@return the defaults with another size}
   *
   * @param size at least 1
   */
  public static Beam of(int size) {
    return defaults().withSize(size);
  }

  /**
   * {@return the same with another size}
   *
   * @param other open hypotheses of a sentence, at least 1
   */
  public Beam withSize(int other) {
    return new Beam(other, stopping, groups, diversity);
  }

  /**
   * {@return the same with another stopping rule}
   *
   * @param other when the search of a sentence stops
   */
  public Beam withStopping(Stopping other) {
    return new Beam(size, other, groups, diversity);
  }

  /**
   * {@return the same with another number of groups and another diversity}
   *
   * @param number number of groups, a divisor of the size; 1 for plain beam search
   * @param strength the diversity, 0 to 1,000; 0 with one group
   */
  public Beam withGroups(int number, double strength) {
    return new Beam(size, stopping, number, strength);
  }

  @Override
  public void checkNBest(int nBest) {
    Require.that(nBest >= 1 && nBest <= size, "nBest", nBest, "from 1 to the beam size, " + size);
  }

  @Override
  public boolean isIncremental(int nBest) {
    return size == 1;
  }

  /** The model's probabilities, normalized to sum to 1 over the hypotheses. */
  @Override
  public double[] riskWeights(List<Hypothesis> hypotheses) {
    return MinimumBayesRisk.ofNBest(Require.elements(hypotheses, "hypotheses"));
  }

  @Override
  public Beam toBeam(int other) {
    return withSize(other);
  }
}
