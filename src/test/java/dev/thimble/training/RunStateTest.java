package dev.thimble.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.PairFilter;
import dev.thimble.model.CellType;
import dev.thimble.model.Models;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunStateTest {
  private static final Path FILE = Path.of("run", "training.safetensors");

  @Test
  void everyValueIsReadBack() {
    RunState state = new RunState();
    state.epoch = 2;
    state.batch = 3;
    state.update = 4;
    state.plateauFactor = 0.5;
    state.bestScore = 6;
    state.bestLoss = 7;
    state.withoutBetterScore = 8;
    state.withoutBetterLoss = 9;
    state.lossSum = 10.25;
    state.tokens = 11;
    state.seconds = 12.5;
    RunState back = RunState.of(FILE, state.toMap());
    assertThat(back).usingRecursiveComparison().isEqualTo(state);
    assertThat(back.toMap()).hasSize(11).isEqualTo(state.toMap());
  }

  @Test
  void stateOfANewRunIsReadBack() {
    RunState back = RunState.of(FILE, new RunState().toMap());
    assertThat(back.epoch).isOne();
    assertThat(back.bestScore).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(back.bestLoss).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(back.plateauFactor).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"epoch", "batch", "update", "withoutBetterScore", "withoutBetterLoss", "tokens"})
  void countsOutOfRangeAreRefused(String name) {
    refused(name, "-1", "'" + name + "' is -1; it must be from 0 to ");
    refused(name, "9223372036854775808", "it must be an integer");
    if (!List.of("update", "tokens").contains(name)) {
      refused(name, "2147483648", "'" + name + "' is 2147483648; it must be from 0 to 2147483647");
      assertThat(RunState.of(FILE, with(name, "2147483647")).toMap())
          .containsEntry(name, "2147483647");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plateauFactor", "bestScore", "bestLoss", "lossSum", "seconds"})
  void nanAndTextAreRefusedAsNumbers(String name) {
    refused(name, "NaN", "'" + name + "' is NaN; it must be a number");
    refused(name, "x", "'" + name + "' is x; it must be a number");
    refused(name, null, "'" + name + "' is missing; it must be a number");
  }

  @Test
  void firstEpochIsOne() {
    refused("epoch", "0", "'epoch' is 0; it must be 1 or above");
    assertThat(RunState.of(FILE, with("epoch", "1")).epoch).isOne();
    assertThat(RunState.of(FILE, with("batch", "0")).batch).isZero();
  }

  @Test
  void runNeedsTrainingPairsAndUsableDevPairs() {
    assertThatThrownBy(() -> run(List.of(), pairs()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no training pair left to learn from");
    assertThatThrownBy(() -> run(pairs(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no dev pair with text on both sides to evaluate on");
    List<Example> halves =
        List.of(
            new Example(0, new int[0], new int[] {5}), new Example(1, new int[] {5}, new int[0]));
    assertThatThrownBy(() -> run(pairs(), halves)).hasMessageContaining("on both sides");
    TrainingRun run = run(pairs(), pairs());
    assertThat(run.best()).isEqualTo(Path.of("run", "best"));
    assertThat(run.last()).isEqualTo(Path.of("run", "last"));
  }

  @Test
  void mismatchListsEveryDifference() {
    List<RunDifference> differences =
        List.of(new RunDifference("seed", "1", "2"), new RunDifference("decay", "a", "b"));
    RunMismatchException e = new RunMismatchException(Path.of("last"), differences);
    assertThat(e.differences()).isEqualTo(differences);
    assertThat(e)
        .hasMessage(
            "last was made with other settings, so resuming would not repeat its run:"
                + "\n  seed was 1, is 2\n  decay was a, is b");
  }

  private static TrainingRun run(List<Example> train, List<Example> dev) {
    ModelContents contents = SmallRun.contents(Models.config(CellType.GRU, true, 1));
    return new TrainingRun(Path.of("run"), contents, PairFilter.defaults(), train, dev);
  }

  private static List<Example> pairs() {
    return List.of(
        new Example(0, new int[0], new int[] {5}), new Example(1, new int[] {5}, new int[] {6}));
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> map = new HashMap<>(new RunState().toMap());
    map.put(name, value);
    return map;
  }

  private static void refused(String name, String value, String message) {
    assertThatThrownBy(() -> RunState.of(FILE, with(name, value)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(FILE + " is damaged: ")
        .hasMessageContaining(message);
  }
}
