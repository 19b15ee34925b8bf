package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Step;
import dev.thimble.search.StepScorer;
import java.util.Arrays;
import java.util.List;

/**
 * The decoder as search knows it. A step makes two native calls: one computes up to the output
 * layer; the other computes the output layer and chooses pieces, so that the scores do not outlive
 * the call. Selecting rows is a third call.
 */
final class DecoderScorer implements StepScorer<DecoderState> {
  private final NetworkProgram program;
  private final NDManager manager;
  private final OutputLayer all;

  DecoderScorer(ModelConfig config, NetworkProgram program, NDManager manager) {
    this.program = program;
    this.manager = manager;
    all = new OutputLayer(config.targetVocabularySize(), List.of());
  }

  @Override
  public Step<DecoderState> step(DecoderState state, int[] previousIds) {
    return step(state, previousIds, all);
  }

  /** A step with the given output layer. */
  Step<DecoderState> step(DecoderState state, int[] previousIds, OutputLayer output) {
    if (previousIds.length != state.rows()) {
      throw new IllegalArgumentException(
          previousIds.length + " previous ids for a state of " + state.rows() + " rows");
    }
    long[] ids = Ids.checked(previousIds, vocabulary(), "previous");
    try (NDManager scope = manager.newSubManager()) {
      NDArray previous = scope.create(ids); // (rows)
      NDArray parents = scope.create(state.parents()); // (rows), or (0)
      NetworkProgram.Step out = program.step(scope, previous, parents, state.tensors());
      LogProbs logProbs =
          new NativeLogProbs(program, manager, NetworkProgram.Readouts.of(out.readouts(), output));
      return new Step<>(DecoderState.adopt(manager, out.next()), logProbs);
    }
  }

  /* Hidden and cell states of a parent that several rows continue are kept once. */
  @Override
  public DecoderState select(DecoderState state, int[] rows) {
    long[] checked = Ids.checked(rows, state.rows(), "row");
    long[] places = new long[state.parentCount()]; // of each parent among those kept, from 1
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
      NetworkProgram.State selected = program.select(scope, state.tensors(), index, few);
      return DecoderState.adopt(manager, selected, count == rows.length ? new long[0] : parents);
    }
  }

  /** Number of target pieces. */
  int vocabulary() {
    return all.pieces();
  }
}
