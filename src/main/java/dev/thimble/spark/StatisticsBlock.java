package dev.thimble.spark;

import java.io.Serializable;

/**
 * The statistics of some neighbouring lines.
 *
 * @param lines at least one
 * @param rows by metric: the statistics of all lines, one line after another
 * @param fewestReferences that a line has
 * @param mostReferences that a line has
 */
record StatisticsBlock(int lines, double[][] rows, int fewestReferences, int mostReferences)
    implements Serializable {
  /** Number of statistics of a line by a metric. */
  int width(int metric) {
    return rows[metric].length / lines;
  }
}
