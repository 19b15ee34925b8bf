package dev.thimble.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Minimum-Bayes-risk choice: of several outputs for one source, the one with the highest expected
 * utility, where each output serves as the reference with its weight as probability (Kumar and
 * Byrne 2004, equation 4; for samples, Eikema and Aziz 2020, equation 5). Stateless and
 * thread-safe.
 */
public final class MinimumBayesRisk {
  /**
   * The quality of a candidate, given a reference; higher is better.
   *
   * @param <T> type of the outputs, usually text
   */
  @FunctionalInterface
  public interface Utility<T> {
    /**
     * {@return the utility, for instance sentence-level chrF}
     *
     * @param candidate the output to judge
     * @param reference the output taken as the reference
     */
    double of(T candidate, T reference);
  }

  /**
   * A ranked candidate.
   *
   * @param index of its first occurrence among the candidates
   * @param expectedUtility weighted mean of its utilities
   */
  public record Choice(int index, double expectedUtility) {}

  private MinimumBayesRisk() {}

  /**
   * Ranks the distinct candidates, best first, ties in the given order. The weights of equal
   * candidates are added.
   *
   * @param <T> type of the candidates
   * @param candidates in any order; equal ones count as one
   * @param weights one for each candidate, 0 or above, not all 0
   * @param utility quality of a candidate, given a candidate as the reference
   * @return the distinct candidates, the one of the highest expected utility first
   * @throws IllegalArgumentException if the weights do not fit the candidates
   */
  public static <T> List<Choice> rank(List<T> candidates, double[] weights, Utility<T> utility) {
    double total = Arrays.stream(weights).sum();
    boolean negative = Arrays.stream(weights).anyMatch(w -> !(w >= 0));
    if (weights.length != candidates.size() || negative || !(total > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "weights are %s for %d candidates; they must be one for each, 0 or above, not all 0",
              Arrays.toString(weights),
              candidates.size()));
    }
    Map<T, Double> mass = new LinkedHashMap<>();
    Map<T, Integer> first = new LinkedHashMap<>();
    for (int i = 0; i < weights.length; i++) {
      mass.merge(candidates.get(i), weights[i] / total, Double::sum);
      first.putIfAbsent(candidates.get(i), i);
    }
    return first.entrySet().stream()
        .map(entry -> new Choice(entry.getValue(), expected(entry.getKey(), mass, utility)))
        .sorted(Comparator.comparingDouble(Choice::expectedUtility).reversed())
        .toList();
  }

  /** The weights of samples: 1 each. */
  static double[] ofSamples(int samples) {
    return IntStream.range(0, samples).mapToDouble(i -> 1).toArray();
  }

  /** The weights of an n-best list: the model's probabilities, normalized over the list. */
  static double[] ofNBest(List<Hypothesis> hypotheses) {
    double best = hypotheses.stream().mapToDouble(Hypothesis::logProb).max().orElse(0);
    double[] weights = hypotheses.stream().mapToDouble(h -> Math.exp(h.logProb() - best)).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }

  private static <T> double expected(T candidate, Map<T, Double> mass, Utility<T> utility) {
    return mass.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .mapToDouble(entry -> entry.getValue() * utility.of(candidate, entry.getKey()))
        .sum();
  }
}
