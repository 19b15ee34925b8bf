package dev.thimble.model;

import ai.djl.ndarray.NDArray;

/**
 * What one batch asks of the parameters. Owns native memory until closed.
 *
 * @param loss sum of the label-smoothed cross-entropy over the real target tokens, in nats
 * @param tokens real target tokens, eos counted
 * @param values gradient of the mean loss a token, flat (parameters)
 */
public record Gradient(double loss, int tokens, NDArray values) implements AutoCloseable {
  @Override
  public void close() {
    values.close();
  }
}
