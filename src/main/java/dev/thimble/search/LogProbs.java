package dev.thimble.search;

/**
 * Log-probabilities (rows, target vocabulary) of one step. Owns memory until closed. Search needs
 * no more of a model's output than these methods.
 */
public interface LogProbs extends AutoCloseable {
  /** The {@code k} entries of each row with the highest adjusted values, best first. */
  Choices topK(int k, Adjustments adjustments);

  /**
   * One entry of each row, drawn as {@link Sampling} states.
   *
   * @param keys (rows), keys of the Gumbel noise of each row
   * @return (rows, 1)
   */
  Choices draw(long[] keys, Sampling sampling, Adjustments adjustments);

  /**
   * The log-probabilities of some ids in every row, as the model gives them: (rows, ids). Call it
   * before the choice of a step: then the output layer is computed once for both.
   */
  float[][] of(int[] ids);

  /** All log-probabilities of one row (target vocabulary), as the model gives them. */
  float[] row(int row);

  @Override
  void close();
}
