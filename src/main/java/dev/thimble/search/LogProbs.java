package dev.thimble.search;

/**
 * Log-probabilities (rows, target vocabulary) of one step: what a search needs of a model's output.
 * Owns memory until closed.
 */
public interface LogProbs extends AutoCloseable {
  /**
   * The {@code k} entries of each row with the highest adjusted values, best first.
   *
   * @param k at least 1
   * @param adjustments of the log-probabilities
   * @return (rows, k)
   */
  Choices topK(int k, Adjustments adjustments);

  /**
   * One entry of each row, drawn as {@link Sampling} describes.
   *
   * @param keys (rows), keys of the Gumbel noise of each row
   * @param sampling temperature, {@code topK} and {@code topP}
   * @param adjustments of the log-probabilities
   * @return (rows, 1)
   */
  Choices draw(long[] keys, Sampling sampling, Adjustments adjustments);

  /**
   * The log-probabilities of some ids in every row, as the model gives them. If it is called before
   * {@link #topK} or {@link #draw}, the output layer is computed once for both.
   *
   * @param ids in any order
   * @return (rows, ids), in nats
   */
  float[][] of(int[] ids);

  /**
   * All log-probabilities of one row, as the model gives them.
   *
   * @param row from 0
   * @return (target vocabulary), in nats
   */
  float[] row(int row);

  @Override
  void close();
}
