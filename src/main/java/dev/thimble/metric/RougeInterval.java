package dev.thimble.metric;

import dev.thimble.integrity.Require;
import java.util.Arrays;
import java.util.Objects;

/**
 * The confidence interval of a ROUGE score as the {@code BootstrapAggregator} of {@code
 * rouge_score} defines it: percentiles over resampled corpora, separately for each number.
 * Immutable.
 *
 * @param low 2.5th percentiles
 * @param mid medians
 * @param high 97.5th percentiles
 */
public record RougeInterval(PrecisionRecall low, PrecisionRecall mid, PrecisionRecall high) {
  /** Checks that none is null. */
  public RougeInterval {
    Objects.requireNonNull(low, "low");
    Objects.requireNonNull(mid, "mid");
    Objects.requireNonNull(high, "high");
  }

  /**
   * Resamples the segments of a system.
   *
   * @param system statistics of {@link Rouge}
   * @param resamples at least 1; {@code rouge_score} draws 1,000
   * @param seed 0 or above
   * @return 95% intervals and medians, from 0 to 1
   * @throws IllegalArgumentException if the statistics are not ROUGE's, or a number is out of range
   */
  public static RougeInterval of(SegmentStatistics system, int resamples, long seed) {
    if (!(Objects.requireNonNull(system, "system").metric() instanceof Rouge rouge)) {
      throw new IllegalArgumentException(
          "the statistics are " + system.score().name() + "'s; they must be ROUGE's");
    }
    Require.atLeast("resamples", resamples, 1);
    double[][] values = new double[3][resamples];
    BootstrapSamples draws = new BootstrapSamples(system.segments(), seed);
    for (int trial = 0; trial < resamples; trial++) {
      PrecisionRecall mean = rouge.details(system.sum(draws.next()));
      values[0][trial] = mean.precision();
      values[1][trial] = mean.recall();
      values[2][trial] = mean.fMeasure();
    }
    Arrays.stream(values).forEach(Arrays::sort);
    return new RougeInterval(at(values, 0.025), at(values, 0.5), at(values, 0.975));
  }

  private static PrecisionRecall at(double[][] sorted, double share) {
    return new PrecisionRecall(
        percentile(sorted[0], share), percentile(sorted[1], share), percentile(sorted[2], share));
  }

  // With linear interpolation, as in numpy.
  private static double percentile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
