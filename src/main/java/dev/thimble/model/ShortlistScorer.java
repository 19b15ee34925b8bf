package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.search.Step;
import dev.thimble.search.StepScorer;
import java.util.Arrays;

/**
 * The decoder with its output layer cut down to some target pieces, in float32: all others have no
 * probability, and these share what theirs was. Thread-safe. Owns native memory until closed.
 */
public final class ShortlistScorer implements StepScorer<DecoderState>, AutoCloseable {
  private final DecoderScorer decoder;
  private final NDManager manager;
  private final int[] ids;
  private final NDArray matrix; // (ids, readout)
  private final NDArray bias; // (ids)

  ShortlistScorer(DecoderScorer decoder, NDManager manager, int[] ids, NDArray[] output) {
    this.decoder = decoder;
    this.manager = manager;
    this.ids = ids;
    matrix = output[0];
    bias = output[1];
  }

  @Override
  public Step<DecoderState> step(DecoderState state, int[] previousIds) {
    Step<DecoderState> step = decoder.step("step_among", state, previousIds, matrix, bias);
    return new Step<>(
        step.state(), new ShortlistLogProbs(step.logProbs(), ids, decoder.vocabulary()));
  }

  @Override
  public DecoderState select(DecoderState state, int[] rows) {
    return decoder.select(state, rows);
  }

  /** The pieces, in rising order. */
  public int[] ids() {
    return Arrays.copyOf(ids, ids.length);
  }

  @Override
  public void close() {
    manager.close();
  }
}
