package dev.thimble.metric;

import java.util.Arrays;
import java.util.Objects;

/**
 * The 95% confidence interval of a score, computed by bootstrap resampling. Immutable.
 *
 * @param mean of the resampled scores
 * @param low lower bound: 1/40 of the resampled scores are below it
 * @param high upper bound: 1/40 of the resampled scores are above it
 */
public record ConfidenceInterval(double mean, double low, double high) {
  /**
   * Half the width of the interval, which sacreBLEU prints after ±.
   *
   * @return the half width, in points of the score
   */
  public double halfWidth() {
    return 0.5 * (high - low);
  }

  /**
   * {@return the interval of the scores of bootstrap samples}
   *
   * @param scores scores of the samples, at least one, in the order in which they were drawn
   */
  public static ConfidenceInterval of(double... scores) {
    double[] sorted = Objects.requireNonNull(scores, "scores").clone();
    Arrays.sort(sorted);
    int cut = sorted.length / 40;
    return new ConfidenceInterval(
        Arrays.stream(sorted).average().orElseThrow(),
        sorted[cut],
        sorted[sorted.length - cut - 1]);
  }
}
