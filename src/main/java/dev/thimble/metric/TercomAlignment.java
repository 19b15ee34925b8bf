package dev.thimble.metric;

import java.util.Arrays;

/**
 * The edit distance of a hypothesis and a reference, computed within 25 words of the diagonal, and
 * the alignment of their words. Not thread-safe.
 *
 * <p>Rows of the table are prefixes of the hypothesis. A shifted hypothesis has the same rows up to
 * the first word that moved, so that only the other rows are computed for it.
 */
final class TercomAlignment {
  private static final int BEAM = 25;
  private static final int UNREACHED = 1 << 29;

  private final int[] reference;
  private final int[] hypothesis;
  private final double lengthRatio;
  private final int beam;
  private final int[][] costs; // (hypothesis + 1, reference + 1)
  private final int[] previous;
  private final int[] current;

  /** By reference word: the hypothesis word at or before it in the alignment; -1 for none. */
  final int[] aligned;

  /** By reference word: whether it is deleted or substituted. */
  final boolean[] wrongInReference;

  /** By hypothesis word: whether it is inserted or substituted. */
  final boolean[] wrongInHypothesis;

  TercomAlignment(int[] hypothesis, int[] reference) {
    this.hypothesis = hypothesis;
    this.reference = reference;
    this.lengthRatio = hypothesis.length == 0 ? 1 : (double) reference.length / hypothesis.length;
    this.beam = BEAM < lengthRatio / 2 ? (int) Math.ceil(lengthRatio / 2 + BEAM) : BEAM;
    this.costs = new int[hypothesis.length + 1][reference.length + 1];
    this.previous = new int[reference.length + 1];
    this.current = new int[reference.length + 1];
    for (int j = 0; j <= reference.length; j++) {
      costs[0][j] = j;
    }
    for (int i = 1; i <= hypothesis.length; i++) {
      fillRow(i, hypothesis[i - 1], costs[i - 1], costs[i]);
    }
    aligned = new int[reference.length];
    wrongInReference = new boolean[reference.length];
    wrongInHypothesis = new boolean[hypothesis.length];
    trace();
  }

  /** The number of edits between hypothesis and reference. */
  int cost() {
    return costs[hypothesis.length][reference.length];
  }

  /** The number of edits of a shifted hypothesis whose first {@code unmoved} words are the same. */
  int costOf(int[] shifted, int unmoved) {
    int[] above = previous;
    int[] row = current;
    System.arraycopy(costs[unmoved], 0, above, 0, above.length);
    for (int i = unmoved + 1; i <= shifted.length; i++) {
      fillRow(i, shifted[i - 1], above, row);
      int[] free = above;
      above = row;
      row = free;
    }
    return above[reference.length];
  }

  /* Of equal costs the diagonal is preferred, then the hypothesis word alone, then the reference
   * word alone; trace() uses the same order. */
  private void fillRow(int i, int word, int[] above, int[] row) {
    Arrays.fill(row, UNREACHED);
    int diagonal = (int) Math.floor(i * lengthRatio);
    int from = Math.max(0, diagonal - beam);
    int to =
        i == hypothesis.length ? reference.length : Math.min(reference.length, diagonal + beam - 1);
    for (int j = from; j <= to; j++) {
      if (j == 0) {
        row[0] = above[0] + 1;
        continue;
      }
      int best = above[j - 1] + (word == reference[j - 1] ? 0 : 1);
      best = Math.min(best, above[j] + 1);
      best = Math.min(best, row[j - 1] + 1);
      row[j] = Math.min(best, UNREACHED);
    }
  }

  private void trace() {
    int i = hypothesis.length;
    int j = reference.length;
    while (i > 0 || j > 0) {
      int cost = costs[i][j];
      boolean equal = i > 0 && j > 0 && hypothesis[i - 1] == reference[j - 1];
      if (i > 0 && j > 0 && costs[i - 1][j - 1] + (equal ? 0 : 1) == cost) {
        i--;
        j--;
        aligned[j] = i;
        wrongInHypothesis[i] = !equal;
        wrongInReference[j] = !equal;
      } else if (i > 0 && costs[i - 1][j] + 1 == cost) {
        i--;
        wrongInHypothesis[i] = true;
      } else {
        j--;
        aligned[j] = i - 1;
        wrongInReference[j] = true;
      }
    }
  }
}
