package dev.thimble.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;

/**
 * The sum of the statistics of lines. Sums of whole numbers do not depend on the order; sums of
 * others do in their last digits, so they are added again in the order of the lines. Not
 * thread-safe.
 */
final class StatisticsSum implements Serializable {
  private static final long serialVersionUID = 1;

  /** Up to here a double holds every whole number. */
  private static final double LARGEST = 0x1p53;

  private long lines;
  private int fewestReferences = Integer.MAX_VALUE;
  private int mostReferences;
  private final double[][] sums; // by metric
  private final boolean[] whole; // by metric

  StatisticsSum(int metrics) {
    sums = new double[metrics][];
    whole = new boolean[metrics];
    Arrays.fill(whole, true);
  }

  /** Adds all blocks, and tells of each metric whether its statistics are whole numbers. */
  static StatisticsSum of(int metrics, Iterator<StatisticsBlock> blocks) {
    StatisticsSum sum = new StatisticsSum(metrics);
    blocks.forEachRemaining(
        block -> {
          for (int metric = 0; metric < metrics; metric++) {
            sum.add(metric, block);
            sum.whole[metric] &= isWhole(block.rows()[metric]);
          }
          sum.count(block.lines(), block.fewestReferences(), block.mostReferences());
        });
    return sum;
  }

  /** Adds the sum of later lines. */
  StatisticsSum add(StatisticsSum other) {
    for (int metric = 0; metric < sums.length; metric++) {
      if (other.sums[metric] != null) {
        addTo(metric, other.sums[metric], other.sums[metric].length);
      }
      whole[metric] &= other.whole[metric];
    }
    count(other.lines, other.fewestReferences, other.mostReferences);
    return this;
  }

  /** Adds the statistics of one metric, line by line. */
  void add(int metric, StatisticsBlock block) {
    addTo(metric, block.rows()[metric], block.width(metric));
  }

  long lines() {
    return lines;
  }

  /** The number of references of every line; -1 if it varies. */
  int references() {
    return fewestReferences == mostReferences ? mostReferences : -1;
  }

  double[] of(int metric) {
    return sums[metric];
  }

  /** Whether the sum of a metric is exact, in whatever order it was computed. */
  boolean isExact(int metric) {
    return whole[metric] && Arrays.stream(sums[metric]).allMatch(sum -> Math.abs(sum) <= LARGEST);
  }

  private void addTo(int metric, double[] rows, int width) {
    if (sums[metric] == null) {
      sums[metric] = new double[width];
    }
    double[] sum = sums[metric];
    for (int i = 0; i < rows.length; i++) {
      sum[i % width] += rows[i];
    }
  }

  private void count(long more, int fewest, int most) {
    lines += more;
    fewestReferences = Math.min(fewestReferences, fewest);
    mostReferences = Math.max(mostReferences, most);
  }

  private static boolean isWhole(double[] values) {
    for (double value : values) {
      if (value != (int) value) {
        return false;
      }
    }
    return true;
  }
}
