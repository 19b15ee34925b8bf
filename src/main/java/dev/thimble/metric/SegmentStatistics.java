package dev.thimble.metric;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sufficient statistics of one system, segment by segment, from which resampling computes
 * scores without the text. Immutable and thread-safe.
 */
public final class SegmentStatistics {
  private final CorpusMetric metric;
  private final int width;
  private final double[] rows; // (segments, width)
  private final int segments;

  private SegmentStatistics(CorpusMetric metric, int width, double[] rows) {
    this.metric = metric;
    this.width = width;
    this.rows = rows;
    this.segments = rows.length / width;
  }

  /**
   * Makes the statistics of a system.
   *
   * @param rows of {@link CorpusMetric#statistics}, at least one; copied
   * @throws IllegalArgumentException if there is no row, or rows differ in length
   */
  public SegmentStatistics(CorpusMetric metric, List<double[]> rows) {
    this.metric = Objects.requireNonNull(metric, "metric");
    Require.elements(rows, "rows");
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("there are no segments to resample");
    }
    this.segments = rows.size();
    this.width = rows.get(0).length;
    this.rows = new double[Math.multiplyExact(segments, width)];
    for (int i = 0; i < segments; i++) {
      double[] row = rows.get(i);
      if (row.length != width) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "segment %d has %d statistics, but the segments before it have %d",
                i + 1,
                row.length,
                width));
      }
      System.arraycopy(row, 0, this.rows, i * width, width);
    }
  }

  /**
   * Compares the hypotheses of a system with their references.
   *
   * @throws IllegalArgumentException as {@link CorpusMetric#score(List, List)} does
   */
  public static SegmentStatistics of(
      CorpusMetric metric,
      List<String> hypotheses,
      List<? extends List<? extends @Nullable String>> references) {
    Objects.requireNonNull(metric, "metric");
    CorpusScorer.requireEqualLines(hypotheses, references);
    List<double[]> rows = new ArrayList<>(hypotheses.size());
    for (int line = 0; line < hypotheses.size(); line++) {
      rows.add(metric.statistics(hypotheses.get(line), CorpusScorer.segment(references, line)));
    }
    return new SegmentStatistics(metric, rows);
  }

  /** The metric that the statistics belong to. */
  public CorpusMetric metric() {
    return metric;
  }

  /** Number of segments. */
  public int segments() {
    return segments;
  }

  /** The score of the corpus. */
  public Score score() {
    return metric.score(total());
  }

  /** The score of some segments, given by their indices from 0; an index may occur repeatedly. */
  public Score score(int... sample) {
    return metric.score(sum(Objects.requireNonNull(sample, "sample")));
  }

  int width() {
    return width;
  }

  double[] total() {
    double[] sum = new double[width];
    for (int i = 0; i < segments; i++) {
      addTo(sum, i);
    }
    return sum;
  }

  /** The sum of the rows of some segments; an index may occur repeatedly. */
  double[] sum(int[] sample) {
    double[] sum = new double[width];
    for (int segment : sample) {
      addTo(sum, segment);
    }
    return sum;
  }

  /** Adds the rows of the chosen segments to a row. */
  void addTo(double[] sum, boolean[] chosen) {
    for (int i = 0; i < segments; i++) {
      if (chosen[i]) {
        addTo(sum, i);
      }
    }
  }

  /** The rows of another system minus these rows. */
  SegmentStatistics differenceTo(SegmentStatistics other) {
    double[] differences = new double[rows.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = other.rows[i] - rows[i];
    }
    return new SegmentStatistics(metric, width, differences);
  }

  private void addTo(double[] sum, int segment) {
    int start = segment * width;
    for (int i = 0; i < width; i++) {
      sum[i] += rows[start + i];
    }
  }
}
