package dev.thimble.metric;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How well confidences are calibrated (Guo et al. 2017, section 2): translations are grouped by
 * confidence into ten bins of equal width. Immutable.
 *
 * @param bins the bins that are not empty, by increasing confidence
 */
public record Reliability(List<Bin> bins) {
  /** A translation with at least this sentence chrF2 is good. */
  public static final double GOOD_CHRF = 60;

  private static final int BINS = 10;

  /** Copies the bins. */
  public Reliability {
    bins = Require.copyOf(bins, "bins");
  }

  /**
   * A bin.
   *
   * @param size number of translations
   * @param confidence their mean confidence
   * @param good share of them that are good
   */
  public record Bin(int size, double confidence, double good) {}

  /**
   * Groups translations into bins.
   *
   * @param confidences from 0 to 1
   * @param good whether each translation is good
   * @return the bins that are not empty
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public static Reliability of(double[] confidences, boolean[] good) {
    Objects.requireNonNull(confidences, "confidences");
    Objects.requireNonNull(good, "good");
    if (confidences.length != good.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%d confidences of %d translations", confidences.length, good.length));
    }
    int[] sizes = new int[BINS];
    double[] sure = new double[BINS]; // sums
    int[] right = new int[BINS];
    for (int i = 0; i < good.length; i++) {
      int bin = Math.min(BINS - 1, (int) (confidences[i] * BINS));
      sizes[bin]++;
      sure[bin] += confidences[i];
      right[bin] += good[i] ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (sizes[bin] > 0) {
        bins.add(new Bin(sizes[bin], sure[bin] / sizes[bin], (double) right[bin] / sizes[bin]));
      }
    }
    return new Reliability(bins);
  }

  /** {@return the number of translations} */
  public int size() {
    return bins.stream().mapToInt(Bin::size).sum();
  }

  /**
   * Expected calibration error: the mean difference between mean confidence and share of good
   * translations over the bins, weighted by their sizes.
   *
   * @return from 0 to 1; 0 without translations
   */
  public double error() {
    return bins.stream()
            .mapToDouble(bin -> bin.size() * Math.abs(bin.confidence() - bin.good()))
            .sum()
        / Math.max(1, size());
  }
}
