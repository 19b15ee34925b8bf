package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Step;
import dev.thimble.search.StepScorer;
import java.util.Arrays;
import java.util.stream.Stream;

/** The decoder behind the search seam: one native call a step, one to reorder rows. */
final class DecoderScorer implements StepScorer<DecoderState> {
  private final ModelConfig config;
  private final CompiledModule module;
  private final NDManager manager;

  DecoderScorer(ModelConfig config, CompiledModule module, NDManager manager) {
    this.config = config;
    this.module = module;
    this.manager = manager;
  }

  @Override
  public Step<DecoderState> step(DecoderState state, int[] previousIds) {
    return step("step", state, previousIds);
  }

  /** A step by a method that takes some arguments before its own. */
  Step<DecoderState> step(String method, DecoderState state, int[] previousIds, NDArray... first) {
    if (previousIds.length != state.rows()) {
      throw new IllegalArgumentException(
          previousIds.length + " previous ids for a state of " + state.rows() + " rows");
    }
    for (int id : previousIds) {
      BatchTensors.checked(id, config.targetVocabularySize(), "previous");
    }
    try (NDManager scope = manager.newSubManager()) {
      NDArray previous = scope.create(toLong(previousIds)); // (rows)
      Object[] own = {previous, state.feed(), state.hidden(), state.cell()};
      Object[] all = Stream.concat(Arrays.stream(first), Arrays.stream(own)).toArray();
      NDArray[] out = module.run(scope, method, all);
      LogProbs logProbs = new NativeLogProbs(module, manager, out[0]);
      NDArray[] next = Arrays.copyOfRange(out, 1, out.length);
      return new Step<>(DecoderState.adopt(manager, next), logProbs);
    }
  }

  @Override
  public DecoderState select(DecoderState state, int[] rows) {
    for (int row : rows) {
      BatchTensors.checked(row, state.rows(), "row");
    }
    try (NDManager scope = manager.newSubManager()) {
      NDArray index = scope.create(toLong(rows)); // (selected rows)
      return DecoderState.adopt(
          manager, module.run(scope, "select", state.feed(), state.hidden(), state.cell(), index));
    }
  }

  int vocabulary() {
    return config.targetVocabularySize();
  }

  private static long[] toLong(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
