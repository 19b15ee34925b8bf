package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.search.GreedyRun;
import dev.thimble.search.GreedySteps;
import dev.thimble.search.Step;
import dev.thimble.search.StepScorer;
import java.util.List;

/**
 * A decoder whose output layer has only some target pieces and computes in float32: the softmax is
 * over these pieces, and all others have probability 0. Thread-safe. Owns native memory until
 * closed.
 */
public final class ShortlistScorer implements StepScorer<DecoderState>, AutoCloseable {
  private final DecoderScorer decoder;
  private final NDManager manager;
  private final ShortlistPlaces places;
  private final OutputLayer output;

  ShortlistScorer(DecoderScorer decoder, NDManager manager, int[] ids, List<NDArray> output) {
    this.decoder = decoder;
    this.manager = manager;
    places = new ShortlistPlaces(ids);
    this.output = new OutputLayer(ids.length, output);
  }

  @Override
  public Step<DecoderState> step(DecoderState state, int[] previousIds) {
    Step<DecoderState> step = decoder.step(state, previousIds, output);
    return new Step<>(
        step.state(), new ShortlistLogProbs(step.logProbs(), places, decoder.vocabulary()));
  }

  @Override
  public DecoderState select(DecoderState state, int[] rows) {
    return decoder.select(state, rows);
  }

  @Override
  public GreedyRun<DecoderState> greedy(DecoderState state, int[] previousIds, GreedySteps steps) {
    GreedySteps placed =
        new GreedySteps(places.of(steps.adjustments()), places.all(steps.until()), steps.most());
    return decoder.greedy(state, previousIds, placed, output);
  }

  /** {@return the ids of the pieces, ascending} */
  public int[] ids() {
    return places.ids().clone();
  }

  @Override
  public void close() {
    manager.close();
  }
}
