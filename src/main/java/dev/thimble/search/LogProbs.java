package dev.thimble.search;

/**
 * Log-probabilities (rows, target vocabulary) of one step. Owns memory until closed. Search needs
 * no more of them than this; test an implementation against {@link DenseLogProbs}.
 */
public interface LogProbs extends AutoCloseable {
  /** The best {@code k} entries of each row by their adjusted values, best first. */
  Choices topK(int k, Adjustments adjustments);

  /**
   * One entry of each row, as {@link Sampling} says, with the {@link GumbelNoise} of its row's key.
   *
   * @param keys (rows)
   * @return (rows, 1)
   */
  Choices draw(long[] keys, Sampling sampling, Adjustments adjustments);

  /** All log-probabilities of one row (target vocabulary), as the model gives them. */
  float[] row(int row);

  @Override
  void close();
}
