package dev.thimble.metric;

/** The longest common subsequence of two token sequences, by dynamic programming. */
final class LongestCommonSubsequence {
  private final int[] reference;
  private final int[] hypothesis;
  private final int[][] lengths; // (reference + 1, hypothesis + 1): for each pair of prefixes

  LongestCommonSubsequence(int[] reference, int[] hypothesis) {
    this.reference = reference;
    this.hypothesis = hypothesis;
    this.lengths = new int[reference.length + 1][hypothesis.length + 1];
    for (int i = 1; i <= reference.length; i++) {
      for (int j = 1; j <= hypothesis.length; j++) {
        lengths[i][j] =
            reference[i - 1] == hypothesis[j - 1]
                ? lengths[i - 1][j - 1] + 1
                : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
      }
    }
  }

  int length() {
    return lengths[reference.length][hypothesis.length];
  }

  /**
   * Sets {@code tokens[i]} for each reference token {@code i} of the subsequence; if there are
   * several of that length, of the one that rouge_score chooses.
   */
  void mark(boolean[] tokens) {
    int i = reference.length;
    int j = hypothesis.length;
    while (i > 0 && j > 0) {
      if (reference[i - 1] == hypothesis[j - 1]) {
        tokens[--i] = true;
        j--;
      } else if (lengths[i][j - 1] > lengths[i - 1][j]) {
        j--;
      } else {
        i--;
      }
    }
  }
}
