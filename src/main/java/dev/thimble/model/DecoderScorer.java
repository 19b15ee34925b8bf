package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Step;
import dev.thimble.search.StepScorer;
import java.util.Arrays;
import java.util.List;

/**
 * The decoder behind the search seam. A step is two native calls: one up to the output layer, and
 * one for that and the choice among what it gives, so that its scores need not outlive the call; a
 * third reorders rows.
 */
final class DecoderScorer implements StepScorer<DecoderState> {
  private final CompiledModule module;
  private final NDManager manager;
  private final OutputLayer all;

  DecoderScorer(ModelConfig config, CompiledModule module, NDManager manager) {
    this.module = module;
    this.manager = manager;
    all = new OutputLayer(config.targetVocabularySize(), List.of());
  }

  @Override
  public Step<DecoderState> step(DecoderState state, int[] previousIds) {
    return step(state, previousIds, all);
  }

  /** A step before the given output layer. */
  Step<DecoderState> step(DecoderState state, int[] previousIds, OutputLayer output) {
    if (previousIds.length != state.rows()) {
      throw new IllegalArgumentException(
          previousIds.length + " previous ids for a state of " + state.rows() + " rows");
    }
    long[] ids = BatchTensors.checked(previousIds, vocabulary(), "previous");
    try (NDManager scope = manager.newSubManager()) {
      NDArray previous = scope.create(ids); // (rows)
      NDArray parents = scope.create(state.parents()); // (rows)
      NDArray[] out =
          module.run(scope, "step", previous, parents, state.feed(), state.hidden(), state.cell());
      LogProbs logProbs = new NativeLogProbs(module, manager, out[0], output);
      NDArray[] next = Arrays.copyOfRange(out, 1, out.length);
      return new Step<>(DecoderState.adopt(manager, next), logProbs);
    }
  }

  @Override
  public DecoderState select(DecoderState state, int[] rows) {
    long[] checked = BatchTensors.checked(rows, state.rows(), "row");
    long[] places = new long[state.parentCount()]; // among those kept, counted from 1
    long[] parents = new long[rows.length];
    long[] kept = new long[rows.length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      int parent = state.parent(rows[i]);
      if (places[parent] == 0) {
        kept[count++] = parent;
        places[parent] = count;
      }
      parents[i] = places[parent] - 1;
    }
    try (NDManager scope = manager.newSubManager()) {
      NDArray index = scope.create(checked); // (selected rows)
      NDArray few = scope.create(Arrays.copyOf(kept, count)); // (kept parents)
      NDArray[] selected =
          module.run(scope, "select", state.feed(), state.hidden(), state.cell(), index, few);
      return DecoderState.adopt(manager, selected, count == rows.length ? new long[0] : parents);
    }
  }

  int vocabulary() {
    return all.pieces();
  }
}
