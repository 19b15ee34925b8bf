package dev.thimble.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Safetensors;
import dev.thimble.checkpoint.StorageType;
import dev.thimble.corpus.BatchingConfig;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.PairFilter;
import dev.thimble.model.CellType;
import dev.thimble.model.FloatTensor;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Regularization;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.training.TrainingListener.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a run saves its state, and that a resumed run continues from all of it. */
class SavedRunIT {
  private static final ModelConfig SHAPE = Models.config(CellType.GRU, false, 1);

  @TempDir private Path folder;

  @BeforeAll
  static void oneThread() {
    NativeRuntime.useThreads(1);
  }

  /** Five batches an epoch; {@code saveEvery} is 0. */
  private static TrainingConfig config(int updates, int evaluateEvery, int minutes, int patience) {
    return config(updates, evaluateEvery, minutes, patience, 1000, 1e-3);
  }

  private static TrainingConfig config(
      int updates, int evaluateEvery, int minutes, int patience, int epochs, double learningRate) {
    return TrainingConfig.builder()
        .batching(new BatchingConfig(60, 0))
        .regularization(
            Regularization.none()
                .withEmbeddingDropout(0.1)
                .withDropout(0.2)
                .withLabelSmoothing(0.1)
                .withScheduledSampling(0.2))
        .optimizer(OptimizerConfig.defaults().withLearningRate(learningRate))
        .schedule(new LearningRateSchedule(LearningRateSchedule.Kind.PLATEAU, 3, 0.5, 2))
        .maxEpochs(epochs)
        .maxUpdates(updates)
        .evaluateEvery(evaluateEvery)
        .saveEveryMinutes(minutes)
        .patience(patience)
        .averageDecay(0.9)
        .selection(TrainingConfig.Selection.BLEU)
        .build();
  }

  @Test
  void runSavedByTimeInTheMiddleOfAnEpochResumesToTheSameWeights() throws IOException {
    TrainingConfig config = config(20, 10, 12, 0);
    RunEvents unbroken = new RunEvents(0);
    float[] whole = train("whole", config, unbroken);
    RunEvents cut = new RunEvents(9);
    assertThatThrownBy(() -> train("cut", config, cut)).isInstanceOf(RunEvents.Killed.class);
    // an update takes four minutes: saved after 3, 6 and 9 updates, and killed in the ninth
    ModelContents last = ModelFolder.read(folder.resolve("cut/last"));
    assertThat(last.provenance().updates()).isEqualTo(6);
    assertThat(last.provenance().scores()).isEmpty();
    assertThat(last.provenance().trainingSeconds()).isEqualTo(6 * 240.0);
    RunEvents resumed = new RunEvents(0);
    assertThat(resume("cut", config, resumed)).isEqualTo(whole);
    assertThat(resumed.evaluations)
        .map(Evaluation::trainLoss)
        .isEqualTo(unbroken.evaluations.stream().map(Evaluation::trainLoss).toList());
    assertThat(resumed.evaluations.get(1).seconds()).isEqualTo(20 * 240.0);
  }

  @Test
  void evaluationsRestartTheTimeUntilTheNextSave() throws IOException {
    TrainingConfig config = config(20, 5, 20, 0);
    assertThatThrownBy(() -> train("run", config, new RunEvents(8)))
        .isInstanceOf(RunEvents.Killed.class);
    // update 5 evaluates and saves; 20 minutes after it would be update 10
    assertThat(ModelFolder.read(folder.resolve("run/last")).provenance().updates()).isEqualTo(5);
  }

  @Test
  void withoutMinutesNothingIsSavedByTime() {
    TrainingConfig config = config(20, 10, 0, 0);
    assertThatThrownBy(() -> train("run", config, new RunEvents(9)))
        .isInstanceOf(RunEvents.Killed.class);
    assertThat(folder.resolve("run/last")).doesNotExist();
  }

  @Test
  void bestScoreAndPatienceSurviveAResume() throws IOException {
    TrainingConfig config = config(0, 2, 0, 3);
    RunEvents unbroken = new RunEvents(0);
    train("whole", config, unbroken);
    assertThat(unbroken.ending).isEqualTo(Trainer.Ending.NO_PROGRESS);
    assertThat(unbroken.evaluations).map(Evaluation::update).containsExactly(2L, 4L, 6L, 8L, 10L);
    assertThat(unbroken.evaluations)
        .map(Evaluation::best)
        .containsExactly(true, true, false, false, false);
    RunEvents killed =
        new RunEvents(7); // after the third evaluation, the first without a better score
    assertThatThrownBy(() -> train("cut", config, killed)).isInstanceOf(RunEvents.Killed.class);
    RunEvents resumed = new RunEvents(0, killed.evaluations.size());
    resume("cut", config, resumed);
    assertThat(resumed.ending).isEqualTo(Trainer.Ending.NO_PROGRESS);
    assertThat(resumed.evaluations).map(Evaluation::update).containsExactly(8L, 10L);
    assertThat(resumed.evaluations).map(Evaluation::best).containsExactly(false, false);
    assertThat(ModelFolder.read(folder.resolve("cut/best")).provenance().updates()).isEqualTo(4);
  }

  @Test
  void defaultsStopAfterFiveEvaluationsWithoutABetterScore() throws IOException {
    TrainingConfig config = config(0, 1, 0, TrainingConfig.defaults().patience());
    RunEvents events = new RunEvents(0, 1); // starts at the best score
    train("run", config, events);
    assertThat(events.ending).isEqualTo(Trainer.Ending.NO_PROGRESS);
    assertThat(events.evaluations).hasSize(6);
  }

  @Test
  void runEndsWithItsLastEpochEvaluatedOnceAnEpoch() throws IOException {
    TrainingConfig config = config(0, 0, 0, 0, 2, 1e-3);
    RunEvents events = new RunEvents(0);
    train("run", config, events);
    assertThat(events.ending).isEqualTo(Trainer.Ending.MAX_EPOCHS);
    assertThat(events.evaluations).map(Evaluation::update).containsExactly(5L, 10L);
    assertThat(events.updates)
        .map(TrainingListener.Update::batch)
        .containsExactly(1, 2, 3, 4, 5, 1, 2, 3, 4, 5);
    assertThat(events.updates)
        .allMatch(update -> update.loss() > 2 && update.loss() < 5); // nats a token; log 23 is 3.1
  }

  @Test
  void lastUpdateIsEvaluatedAndAResumeMakesNoMore() throws IOException {
    TrainingConfig config = config(7, 5, 0, 0);
    RunEvents events = new RunEvents(0);
    train("run", config, events);
    assertThat(events.ending).isEqualTo(Trainer.Ending.MAX_UPDATES);
    assertThat(events.evaluations).map(Evaluation::update).containsExactly(5L, 7L);
    RunEvents resumed = new RunEvents(0);
    resume("run", config, resumed);
    assertThat(resumed.ending).isEqualTo(Trainer.Ending.MAX_UPDATES);
    assertThat(resumed.updates).isEmpty();
  }

  @Test
  void stoppedRunSavesItsState() throws IOException {
    RunEvents events = new RunEvents(0);
    events.stopsAfter = 4;
    train("run", config(9, 9, 0, 0), events);
    assertThat(events.ending).isEqualTo(Trainer.Ending.STOPPED);
    assertThat(events.updates).hasSize(4);
    assertThat(ModelFolder.read(folder.resolve("run/last")).provenance().updates()).isEqualTo(4);
  }

  @Test
  void latestEvaluatedCheckpointsAreKeptAlsoAcrossAResume() throws IOException {
    TrainingConfig config = config(12, 2, 0, 0).toBuilder().keep(3).build();
    Path old = Files.createDirectories(folder.resolve("cut/update-99"));
    RunEvents killed = new RunEvents(9);
    assertThatThrownBy(() -> train("cut", config, killed)).isInstanceOf(RunEvents.Killed.class);
    assertThat(old).doesNotExist();
    assertThat(checkpoints("cut")).containsExactly("update-4", "update-6", "update-8");
    float[] resumed = resume("cut", config, new RunEvents(0, killed.evaluations.size()));
    assertThat(resumed).isEqualTo(train("whole", config, new RunEvents(0)));
    assertThat(checkpoints("cut")).containsExactly("update-10", "update-12", "update-8");
    ModelContents kept = ModelFolder.read(folder.resolve("cut/update-10"));
    assertThat(kept.provenance().updates()).isEqualTo(10);
    assertThat(kept.provenance().scores()).containsKeys("devPerplexity", Validator.BLEU);
    ModelContents last = ModelFolder.read(folder.resolve("cut/last"));
    ModelFolder.read(folder.resolve("cut/update-12"))
        .weights()
        .forEach(
            (name, weight) ->
                assertThat(weight.values()).isEqualTo(last.weights().get(name).values()));
  }

  @Test
  void noCheckpointIsKeptByDefault() throws IOException {
    train("run", config(4, 2, 0, 0), new RunEvents(0));
    assertThat(checkpoints("run")).isEmpty();
  }

  private List<String> checkpoints(String run) throws IOException {
    try (Stream<Path> inside = Files.list(folder.resolve(run))) {
      return inside
          .map(path -> path.getFileName().toString())
          .filter(name -> name.contains("update"))
          .sorted()
          .toList();
    }
  }

  @Test
  void equalLossIsNoProgressOnThePlateau() throws IOException {
    RunEvents events = new RunEvents(0);
    train("run", config(14, 2, 0, 0, 1000, 1e-30), events); // the weights do not change
    assertThat(events.evaluations)
        .map(evaluation -> evaluation.learningRate() / 1e-30)
        .allSatisfy(rate -> assertThat(rate).isPositive())
        .map(rate -> Math.round(rate * 1000))
        .containsExactly(667L, 1000L, 1000L, 500L, 500L, 250L, 250L);
  }

  @Test
  void plateauCountsEvaluationsWithoutABetterLossAcrossAResume() throws IOException {
    TrainingConfig config = config(12, 2, 0, 0);
    RunEvents unbroken = new RunEvents(0);
    train("whole", config, unbroken);
    RunEvents killed = new RunEvents(9);
    assertThatThrownBy(() -> train("cut", config, killed)).isInstanceOf(RunEvents.Killed.class);
    RunEvents resumed = new RunEvents(0, killed.evaluations.size());
    resume("cut", config, resumed);
    List<Double> rates = new ArrayList<>();
    killed.evaluations.forEach(evaluation -> rates.add(evaluation.learningRate()));
    resumed.evaluations.forEach(evaluation -> rates.add(evaluation.learningRate()));
    assertThat(rates)
        .isEqualTo(unbroken.evaluations.stream().map(Evaluation::learningRate).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "epoch, 0, 'epoch' is 0; it must be 1 or above",
    "epoch, , 'epoch' is missing; it must be an integer",
    "epoch, 3000000000, 'epoch' is 3000000000; it must be from 0 to 2147483647",
    "batch, -1, 'batch' is -1; it must be from 0 to 2147483647",
    "update, 1.5, 'update' is 1.5; it must be an integer",
    "bestScore, NaN, 'bestScore' is NaN; it must be a number",
    "lossSum, x, 'lossSum' is x; it must be a number",
    "identity, [], its 'identity' is not a JSON object of strings",
    "identity, , lacks the settings of its run"
  })
  void damagedStateIsRefusedNamingTheValue(String key, String value, String message)
      throws IOException {
    train("run", config(2, 2, 0, 0), new RunEvents(0));
    rewrite(
        (tensors, metadata) -> {
          if (value == null) {
            metadata.remove(key);
          } else {
            metadata.put(key, value);
          }
        });
    assertThatThrownBy(() -> resume("run", config(4, 2, 0, 0), new RunEvents(0)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("training.safetensors")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters", "first", "second", "average"})
  void missingBufferOrBufferOfAnotherLengthIsRefused(String name) throws IOException {
    train("run", config(2, 2, 0, 0), new RunEvents(0));
    rewrite(
        (tensors, metadata) -> tensors.put(name, new FloatTensor(new long[] {1}, new float[1])));
    assertThatThrownBy(() -> resume("run", config(4, 2, 0, 0), new RunEvents(0)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(name + " has shape [1], but the model has ");
    rewrite((tensors, metadata) -> tensors.remove(name));
    assertThatThrownBy(() -> resume("run", config(4, 2, 0, 0), new RunEvents(0)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("this run's state is [average, first, parameters, second]");
  }

  @Test
  void folderWithoutTrainingStateIsRefused() throws IOException {
    train("run", config(2, 2, 0, 0), new RunEvents(0));
    Path last = folder.resolve("run/last");
    ModelFolder.write(last, ModelFolder.read(last), StorageType.FLOAT32, Map.of());
    assertThatThrownBy(() -> resume("run", config(4, 2, 0, 0), new RunEvents(0)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("training.safetensors is missing, so there is no run to resume");
  }

  @Test
  void secondTrainerOfAFolderIsRefusedWhileTheFirstTrains() throws IOException {
    List<String> refused = new ArrayList<>();
    RunEvents events =
        new RunEvents(0) {
          @Override
          public void onStart(long update) {
            for (boolean resumes : new boolean[] {false, true}) {
              try {
                RunEvents second = new RunEvents(0);
                if (resumes) {
                  resume("run", config(2, 2, 0, 0), second);
                } else {
                  train("run", config(2, 2, 0, 0), second);
                }
              } catch (TrainingException e) {
                refused.add(e.getMessage());
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            }
          }
        };
    train("run", config(2, 2, 0, 0), events);
    assertThat(refused)
        .hasSize(2)
        .allMatch(message -> message.contains("in use by another training"));
    assertThat(resume("run", config(4, 2, 0, 0), new RunEvents(0))).isNotEmpty();
  }

  @Test
  void devSetWithoutAUsablePairIsRefused() {
    List<Example> dev =
        List.of(
            new Example(0, new int[0], new int[] {5}), new Example(1, new int[] {5}, new int[0]));
    assertThatThrownBy(
            () ->
                new TrainingRun(
                    folder,
                    SmallRun.contents(SHAPE),
                    PairFilter.defaults(),
                    SmallRun.examples(4, 1),
                    dev))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no dev pair with text on both sides");
  }

  @FunctionalInterface
  private interface Change {
    void to(Map<String, FloatTensor> tensors, Map<String, String> metadata);
  }

  private void rewrite(Change change) throws IOException {
    Path last = folder.resolve("run/last");
    Safetensors state = Safetensors.read(last.resolve(Trainer.STATE_FILE), header -> {});
    Map<String, FloatTensor> tensors = new HashMap<>(state.tensors());
    Map<String, String> metadata = new HashMap<>(state.metadata());
    change.to(tensors, metadata);
    ModelFolder.write(
        last,
        ModelFolder.read(last),
        StorageType.FLOAT32,
        Map.of(Trainer.STATE_FILE, new Safetensors(tensors, metadata)));
  }

  private float[] train(String name, TrainingConfig config, RunEvents events) throws IOException {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      events.ending = trainer(name, config, events).train(model);
      return model.flatWeights();
    }
  }

  private float[] resume(String name, TrainingConfig config, RunEvents events) throws IOException {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 2)) {
      events.ending = trainer(name, config, events).resume(model);
      return model.flatWeights();
    }
  }

  private Trainer trainer(String name, TrainingConfig config, RunEvents events) {
    TrainingRun run = SmallRun.in(folder.resolve(name), SHAPE);
    events.trainer = new Trainer(run, config, model -> events.score(), events).withClock(events);
    return events.trainer;
  }
}
