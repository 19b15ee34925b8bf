package dev.thimble.metric;

import java.util.Arrays;

/**
 * A bootstrap's 95% confidence interval of a score.
 *
 * @param mean of the resampled scores
 * @param low 1/40 of the resampled scores lie below
 * @param high 1/40 of the resampled scores lie above
 */
public record ConfidenceInterval(double mean, double low, double high) {
  /** Half the interval's width: what sacreBLEU prints behind ±. */
  public double halfWidth() {
    return 0.5 * (high - low);
  }

  static ConfidenceInterval of(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int cut = sorted.length / 40;
    return new ConfidenceInterval(
        Arrays.stream(sorted).average().orElseThrow(),
        sorted[cut],
        sorted[sorted.length - cut - 1]);
  }
}
