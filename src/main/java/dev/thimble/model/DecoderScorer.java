package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.search.Choices;
import dev.thimble.search.GreedyRun;
import dev.thimble.search.GreedySteps;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Step;
import dev.thimble.search.StepScorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The decoder as search knows it. A step makes two native calls: one computes up to the output
 * layer; the other computes the output layer and chooses pieces, so that the scores do not outlive
 * the call. Selecting rows is a third call. Greedy steps are one call, however many they are.
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
    try (NDManager scope = manager.newSubManager()) {
      NetworkProgram.Step out = program.step(scope, position(scope, state, previousIds));
      LogProbs logProbs =
          new NativeLogProbs(program, manager, NetworkProgram.Readouts.of(out.readouts(), output));
      return new Step<>(DecoderState.adopt(manager, out.next()), logProbs);
    }
  }

  @Override
  public GreedyRun<DecoderState> greedy(DecoderState state, int[] previousIds, GreedySteps steps) {
    return greedy(state, previousIds, steps, all);
  }

  /** Greedy steps with the given output layer, by whose places {@code steps} names the pieces. */
  GreedyRun<DecoderState> greedy(
      DecoderState state, int[] previousIds, GreedySteps steps, OutputLayer output) {
    int pieces = output.pieces();
    try (NDManager scope = manager.newSubManager()) {
      NetworkProgram.Position from = position(scope, state, previousIds);
      NetworkProgram.Greedy greedy =
          new NetworkProgram.Greedy(
              output,
              AdjustmentTensors.of(scope, steps.adjustments(), previousIds.length, pieces),
              scope.create(Ids.checked(steps.until(), pieces, "last")),
              steps.most());
      NetworkProgram.Run run = program.greedy(scope, from, greedy);
      List<Choices> taken = choices(run);
      float[][] until =
          steps.until().length == 1
              ? new float[0][]
              : NativeLogProbs.rows(NativeValues.floats(run.until()), steps.until().length);
      return new GreedyRun<>(DecoderState.adopt(manager, run.next()), taken, until);
    }
  }

  private NetworkProgram.Position position(NDManager scope, DecoderState state, int[] previousIds) {
    if (previousIds.length != state.rows()) {
      throw new IllegalArgumentException(
          previousIds.length + " previous ids for a state of " + state.rows() + " rows");
    }
    long[] ids = Ids.checked(previousIds, vocabulary(), "previous");
    return new NetworkProgram.Position(
        scope.create(ids), scope.create(state.parents()), state.tensors());
  }

  /* (rows, 1) of each step. */
  private static List<Choices> choices(NetworkProgram.Run run) {
    int steps = NativeValues.extent(run.ids(), 1);
    long[] ids = NativeValues.longs(run.ids()); // (rows, steps)
    float[] logProbs = NativeValues.floats(run.logProbs()); // (rows, steps)
    float[] adjusted = NativeValues.floats(run.adjusted()); // (rows, steps)
    List<Choices> choices = new ArrayList<>(steps);
    for (int step = 0; step < steps; step++) {
      int rows = ids.length / steps;
      Choices taken = new Choices(new int[rows][1], new float[rows][1], new float[rows][1]);
      for (int row = 0; row < rows; row++) {
        int at = row * steps + step;
        taken.ids()[row][0] = (int) ids[at];
        taken.logProbs()[row][0] = logProbs[at];
        taken.adjusted()[row][0] = adjusted[at];
      }
      choices.add(taken);
    }
    return choices;
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
