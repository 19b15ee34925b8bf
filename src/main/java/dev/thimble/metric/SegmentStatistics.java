package dev.thimble.metric;

import dev.thimble.integrity.Require;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sufficient statistics of one system, segment by segment, from which resampling computes
 * scores without the text. Blocks of segments are stored in the narrowest type that fits their
 * numbers: a segment takes 1 or 2 bytes for each count, so 10 to 20 bytes for BLEU, and 8 bytes for
 * each number that is not whole. Immutable and thread-safe.
 */
public final class SegmentStatistics {
  private final CorpusMetric metric;
  private final StatisticsRows rows;

  private SegmentStatistics(CorpusMetric metric, StatisticsRows rows) {
    this.metric = metric;
    this.rows = rows;
  }

  /**
   * Makes the statistics of a system from rows.
   *
   * @param metric that made the rows
   * @param rows of {@link CorpusMetric#statistics}, at least one; copied
   * @throws IllegalArgumentException if there is no row, or rows differ in length
   */
  public SegmentStatistics(CorpusMetric metric, List<double[]> rows) {
    this(metric, new StatisticsRows());
    Objects.requireNonNull(metric, "metric");
    Require.elements(rows, "rows").forEach(this.rows::add);
    requireSegments(this.rows);
  }

  /** Collects the statistics of a system while they are computed. Not thread-safe. */
  public static final class Builder {
    private final CorpusMetric metric;
    private final StatisticsRows rows = new StatisticsRows();

    /**
     * Makes a builder without segments.
     *
     * @param metric that makes the rows
     */
    public Builder(CorpusMetric metric) {
      this.metric = Objects.requireNonNull(metric, "metric");
    }

    /**
     * Adds the next segment.
     *
     * @param row of {@link CorpusMetric#statistics}; copied
     * @throws IllegalArgumentException if its length differs from that of earlier rows
     */
    public void add(double[] row) {
      rows.add(Objects.requireNonNull(row, "row"));
    }

    /**
     * {@return the statistics of the segments added so far} More may be added afterwards.
     *
     * @throws IllegalArgumentException if there is none
     */
    public SegmentStatistics build() {
      requireSegments(rows);
      return new SegmentStatistics(metric, rows.copy());
    }
  }

  private static void requireSegments(StatisticsRows rows) {
    if (rows.size() == 0) {
      throw new IllegalArgumentException("there are no segments to resample");
    }
  }

  /**
   * Compares the hypotheses of a system with their references.
   *
   * @param metric computes the statistics
   * @param hypotheses one line a segment, at least one
   * @param references sets, each with a line or null for each segment
   * @return the statistics of each segment
   * @throws IllegalArgumentException as {@link CorpusMetric#score(List, List)} does
   */
  public static SegmentStatistics of(
      CorpusMetric metric,
      List<String> hypotheses,
      List<? extends List<? extends @Nullable String>> references) {
    Objects.requireNonNull(metric, "metric");
    CorpusScorer.requireEqualLines(hypotheses, references);
    Builder builder = new Builder(metric);
    for (int line = 0; line < hypotheses.size(); line++) {
      builder.add(metric.statistics(hypotheses.get(line), CorpusScorer.segment(references, line)));
    }
    return builder.build();
  }

  /** {@return the metric that the statistics belong to} */
  public CorpusMetric metric() {
    return metric;
  }

  /** {@return the number of segments} */
  public int segments() {
    return rows.size();
  }

  /** {@return the score of the corpus} */
  public Score score() {
    return metric.score(total());
  }

  /**
   * {@return the score of a sample of segments}
   *
   * @param sample indices from 0 to {@code segments() - 1}, in any order; an index may occur
   *     repeatedly
   */
  public Score score(int... sample) {
    return metric.score(sum(Objects.requireNonNull(sample, "sample")));
  }

  int width() {
    return rows.width();
  }

  double[] total() {
    double[] sum = new double[width()];
    for (int i = 0; i < segments(); i++) {
      addTo(sum, i);
    }
    return sum;
  }

  /** The sum of the rows of some segments; an index may occur repeatedly. */
  double[] sum(int[] sample) {
    double[] sum = new double[width()];
    for (int segment : sample) {
      addTo(sum, segment);
    }
    return sum;
  }

  /** Adds the rows of the chosen segments to a row. */
  void addTo(double[] sum, boolean[] chosen) {
    for (int i = 0; i < segments(); i++) {
      if (chosen[i]) {
        addTo(sum, i);
      }
    }
  }

  /** The rows of another system minus these rows. */
  SegmentStatistics differenceTo(SegmentStatistics other) {
    StatisticsRows differences = new StatisticsRows();
    for (int segment = 0; segment < segments(); segment++) {
      double[] difference = other.sum(new int[] {segment});
      double[] row = sum(new int[] {segment});
      for (int i = 0; i < row.length; i++) {
        difference[i] -= row[i];
      }
      differences.add(difference);
    }
    return new SegmentStatistics(metric, differences);
  }

  private void addTo(double[] sum, int segment) {
    rows.addTo(sum, segment);
  }
}
