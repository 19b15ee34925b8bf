package dev.thimble.search;

/** Log-probabilities (rows, target vocabulary) of one step. Owns memory until closed. */
public interface LogProbs extends AutoCloseable {
  /** Number of rows. */
  int rows();

  /** The best {@code k} entries of each row, best first, with the banned ids left out. */
  TopK topK(int k, int[] bannedIds);

  /** All log-probabilities of one row (target vocabulary). */
  float[] row(int row);

  @Override
  void close();
}
