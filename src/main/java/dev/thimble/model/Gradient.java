package dev.thimble.model;

import ai.djl.ndarray.NDArray;

/**
 * The loss of a batch and the gradient of its mean loss. Owns native memory until closed.
 *
 * @param loss sum of the label-smoothed cross-entropy over the real target tokens, in nats
 * @param tokens number of real target tokens, eos included
 * @param values gradient of the mean loss per token, (parameters)
 */
public record Gradient(double loss, int tokens, NDArray values) implements AutoCloseable {
  @Override
  public void close() {
    values.close();
  }
}
