package dev.thimble.metric;

/** The longest common subsequence of two token sequences, by the usual table. */
final class LongestCommonSubsequence {
  private final int[] reference;
  private final int[] hypothesis;
  private final int[][] lengths; // (reference + 1, hypothesis + 1), of the prefixes

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
   * Marks the reference's tokens on one such subsequence; of several, the one rouge_score takes.
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
