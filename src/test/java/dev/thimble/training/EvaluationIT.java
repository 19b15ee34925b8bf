package dev.thimble.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.corpus.Batch;
import dev.thimble.corpus.Batcher;
import dev.thimble.corpus.BatchingConfig;
import dev.thimble.model.CellType;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.training.TrainingListener.Evaluation;
import dev.thimble.training.TrainingListener.Update;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run reports and records of itself. */
class EvaluationIT {
  private static final ModelConfig SHAPE = Models.config(CellType.GRU, false, 1);
  private static final int UPDATES = 12;

  @TempDir private Path folder;
  private final RunEvents events = new RunEvents(0);

  @BeforeAll
  static void oneThread() {
    NativeRuntime.useThreads(1);
  }

  @Test
  void evaluationsDoNotChangeTheWeights() throws IOException {
    TrainingConfig averaged = config().averageDecay(0.9).build();
    float[] often = train("often", averaged);
    float[] once = train("once", averaged.toBuilder().evaluateEvery(UPDATES).build());
    assertThat(often).isEqualTo(once);
    assertThat(averages("often")).isEqualTo(averages("once")).isNotEqualTo(once);
  }

  /* A model folder holds the averages. */
  private float[] averages(String name) throws IOException {
    try (Seq2SeqModel saved =
        Seq2SeqModel.of(SHAPE, ModelFolder.read(folder.resolve(name).resolve("last")).weights())) {
      return saved.flatWeights();
    }
  }

  @Test
  void timeGoesOnAfterAResume() throws IOException {
    TrainingRun run = SmallRun.in(folder.resolve("run"), SHAPE);
    RunEvents killed = new RunEvents(6);
    killed.now = killed.now.plusSeconds(1_000_000);
    Trainer first = new Trainer(run, config().build(), model -> Map.of(), killed).withClock(killed);
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      assertThatThrownBy(() -> first.train(model)).isInstanceOf(RunEvents.Killed.class);
    }
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      trainer("run", config().build()).resume(model);
    }
    assertThat(ModelFolder.read(run.last()).provenance().trainingSeconds())
        .isEqualTo(240.0 * UPDATES);
  }

  @Test
  void trainLossIsTheMeanPerTokenSinceTheLastEvaluation() throws IOException {
    train("run", config().build());
    assertThat(events.evaluations).extracting(Evaluation::update).containsExactly(4L, 8L, 12L);
    for (int i = 0; i < 3; i++) {
      List<Update> since = events.updates.subList(4 * i, 4 * i + 4);
      double sum = since.stream().mapToDouble(u -> u.loss() * u.tokens()).sum();
      int tokens = since.stream().mapToInt(Update::tokens).sum();
      assertThat(events.evaluations.get(i).trainLoss()).isCloseTo(sum / tokens, within(1e-9));
    }
  }

  @Test
  void devPerplexityIsOfAllDevTokensAndItsLowestIsTheBest() throws IOException {
    TrainingConfig config = config().build();
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      trainer("run", config).train(model);
      List<Batch> dev = new Batcher(SmallRun.in(folder, SHAPE).dev(), config.batching()).inOrder();
      double loss = dev.stream().mapToDouble(model::loss).sum();
      int tokens = dev.stream().mapToInt(Batch::targetTokens).sum();
      assertThat(events.evaluations.get(2).devPerplexity())
          .isCloseTo(Math.exp(loss / tokens), within(1e-9));
    }
    double lowest = Double.POSITIVE_INFINITY;
    for (Evaluation evaluation : events.evaluations) {
      assertThat(evaluation.best()).isEqualTo(evaluation.devPerplexity() < lowest);
      lowest = Math.min(lowest, evaluation.devPerplexity());
    }
    assertThat(events.evaluations.get(2).best()).isTrue(); // the run learns
  }

  @Test
  void scoresAndTimeAreRecorded() throws IOException {
    events.now = events.now.plusSeconds(1_000_000);
    train("run", config().build());
    for (String name : List.of("last", "best")) {
      Provenance provenance = ModelFolder.read(folder.resolve("run").resolve(name)).provenance();
      assertThat(provenance.scores()).containsKey("devPerplexity").containsKey(Validator.BLEU);
      assertThat(provenance.trainingSeconds()).isEqualTo(240.0 * provenance.updates());
    }
  }

  @Test
  void learningRateIsTheOptimizersTimesTheSchedules() throws IOException {
    LearningRateSchedule warmup =
        new LearningRateSchedule(LearningRateSchedule.Kind.INVERSE_SQRT, 4, 0.5, 1);
    TrainingConfig config = config().schedule(warmup).build();
    train("run", config);
    assertThat(events.updates)
        .allSatisfy(
            update ->
                assertThat(update.learningRate())
                    .isEqualTo(
                        config.optimizer().learningRate() * warmup.factor(update.update(), 0, 1)));
  }

  @Test
  void equalPerplexityIsNoProgress() throws IOException {
    TrainingConfig standingStill =
        config()
            .optimizer(OptimizerConfig.defaults().withLearningRate(1e-30))
            .schedule(new LearningRateSchedule(LearningRateSchedule.Kind.PLATEAU, 0, 0.5, 1))
            .build();
    train("run", standingStill);
    assertThat(events.evaluations)
        .extracting(Evaluation::devPerplexity)
        .containsOnly(events.evaluations.get(0).devPerplexity());
    assertThat(events.updates.get(4).learningRate()).isEqualTo(1e-30); // the first was progress
    assertThat(events.updates.get(8).learningRate()).isEqualTo(1e-30 * 0.5);
  }

  @Test
  void divergenceNamesTheLinesOfItsBatch() {
    TrainingConfig config = config().build();
    Batch first =
        new Batcher(SmallRun.in(folder, SHAPE).train().epoch(1), config.batching())
            .epoch(config.seed(), 1)
            .get(0);
    String lines =
        Arrays.stream(first.order())
            .limit(8)
            .mapToObj(index -> String.valueOf(index + 1))
            .collect(Collectors.joining(", "));
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      float[] poisoned = model.flatWeights();
      poisoned[poisoned.length - 1] = Float.NaN;
      model.flatWeights(poisoned);
      assertThatThrownBy(() -> trainer("run", config).train(model))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining(" " + lines);
    }
  }

  private float[] train(String name, TrainingConfig config) throws IOException {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      trainer(name, config).train(model);
      return model.flatWeights();
    }
  }

  private Trainer trainer(String name, TrainingConfig config) {
    TrainingRun run = SmallRun.in(folder.resolve(name), SHAPE);
    return new Trainer(run, config, model -> Map.of(Validator.BLEU, 1.0), events).withClock(events);
  }

  /* Evaluated every 4 updates, 12 in all. */
  private static TrainingConfig.Builder config() {
    return TrainingConfig.builder()
        .batching(new BatchingConfig(60, 0))
        .schedule(new LearningRateSchedule(LearningRateSchedule.Kind.CONSTANT, 0, 0.5, 1))
        .maxEpochs(1000)
        .maxUpdates(UPDATES)
        .evaluateEvery(4)
        .saveEvery(0)
        .saveEveryMinutes(0)
        .patience(0);
  }
}
