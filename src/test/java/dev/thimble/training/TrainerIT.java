package dev.thimble.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.bench.ResidentMemory;
import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Safetensors;
import dev.thimble.corpus.BatchingConfig;
import dev.thimble.model.CellType;
import dev.thimble.model.ComputeType;
import dev.thimble.model.Gradient;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Regularization;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.training.TrainingListener.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerIT {
  private static final ModelConfig SHAPE = Models.config(CellType.LSTM, true, 2);

  @TempDir private Path folder;

  @BeforeAll
  static void oneThread() {
    NativeRuntime.useThreads(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 17, 26})
  void killedAndResumedRunEndsWithExactlyTheWeightsOfAnUnbrokenOne(int killedAfter)
      throws IOException {
    RunEvents unbroken = new RunEvents(0);
    float[] expected = train("unbroken", config(0.99), unbroken);
    assertThatThrownBy(() -> train("killed", config(0.99), new RunEvents(killedAfter)))
        .isInstanceOf(RunEvents.Killed.class);
    RunEvents resumed = new RunEvents(0);
    assertThat(resume("killed", config(0.99), resumed)).isEqualTo(expected);
    Evaluation last = unbroken.evaluations.get(unbroken.evaluations.size() - 1);
    Evaluation again = resumed.evaluations.get(resumed.evaluations.size() - 1);
    assertThat(again.devPerplexity()).isEqualTo(last.devPerplexity());
    assertThat(again.trainLoss()).isEqualTo(last.trainLoss());
    assertThat(again.learningRate()).isEqualTo(last.learningRate());
  }

  @Test
  void finishedRunEndsAtOnceWhenResumed() throws IOException {
    train("run", config(0), new RunEvents(0));
    RunEvents resumed = new RunEvents(0);
    resume("run", config(0), resumed);
    assertThat(resumed.ending).isEqualTo(Trainer.Ending.MAX_UPDATES);
  }

  @Test
  void resumingWithOtherSettingsIsRefused() throws IOException {
    train("run", config(0), new RunEvents(0));
    assertThatThrownBy(() -> resume("run", config(0.9), new RunEvents(0)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("other settings");
  }

  @Test
  void resumingWithoutACheckpointIsRefused() {
    assertThatThrownBy(() -> resume("none", config(0), new RunEvents(0)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("none");
  }

  @Test
  void nanLossStopsTheRunAndKeepsTheCheckpoint() throws IOException {
    train("run", config(0), new RunEvents(0));
    ModelContents before = ModelFolder.read(folder.resolve("run/last"));
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      float[] poisoned = model.flatWeights();
      poisoned[poisoned.length - 1] = Float.NaN;
      model.flatWeights(poisoned);
      assertThatThrownBy(() -> trainer("run", config(0), new RunEvents(0)).train(model))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("update 1 (epoch 1, batch 1)")
          .hasMessageContaining("NaN");
    }
    assertThat(ModelFolder.read(folder.resolve("run/last")).weights().get("output.bias").values())
        .isEqualTo(before.weights().get("output.bias").values());
  }

  @Test
  void patienceEndsARunWithoutProgress() throws IOException {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      TrainingConfig selecting =
          config(0).toBuilder()
              .maxUpdates(0)
              .evaluateEvery(2)
              .saveEvery(0)
              .patience(3)
              .selection(TrainingConfig.Selection.BLEU)
              .build();
      Trainer trainer =
          new Trainer(
              SmallRun.in(folder.resolve("run"), SHAPE),
              selecting,
              m -> Map.of(Validator.BLEU, 1.0),
              new TrainingListener() {});
      assertThat(trainer.train(model)).isEqualTo(Trainer.Ending.NO_PROGRESS);
      assertThat(ModelFolder.read(folder.resolve("run/last")).provenance().updates()).isEqualTo(8);
      assertThat(ModelFolder.read(folder.resolve("run/best")).provenance().updates()).isEqualTo(2);
    }
  }

  @Test
  void lastUpdateOfTheLastEpochIsEvaluatedAndSaved() throws IOException {
    TrainingConfig twoEpochs =
        config(0).toBuilder().maxEpochs(2).maxUpdates(0).evaluateEvery(4).saveEvery(0).build();
    RunEvents events = new RunEvents(0);
    train("run", twoEpochs, events);
    assertThat(events.evaluations).map(Evaluation::update).containsExactly(4L, 8L, 10L);
    assertThat(ModelFolder.read(folder.resolve("run/last")).provenance().updates()).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource(names = "SGD", mode = EnumSource.Mode.EXCLUDE)
  void oneStepFollowsTheEquationsOfAdam(OptimizerConfig.Algorithm algorithm) {
    boolean decoupled = algorithm == OptimizerConfig.Algorithm.ADAMW;
    OptimizerConfig config =
        new OptimizerConfig(algorithm, 0.01, 0, 0.9, 0.99, 1e-8, 0.1, 0.5, 0.05);
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1);
        Optimizer optimizer = new Optimizer(config, 0, model);
        Gradient gradient =
            model.gradient(Models.batch(1), Regularization.none(), ComputeType.FLOAT32, 1)) {
      float[] g = gradient.values().toFloatArray();
      float[] before = model.flatWeights();
      double norm = 0;
      for (int i = 0; i < g.length; i++) {
        g[i] = Math.max(-0.05f, Math.min(0.05f, g[i]));
        norm += (double) g[i] * g[i];
      }
      norm = Math.sqrt(norm);
      assertThat(optimizer.step(gradient, 0.01)).isCloseTo(norm, within(1e-5));
      float[] after = model.flatWeights();
      for (int i = 0; i < g.length; i++) {
        double clipped = g[i] * Math.min(1, 0.5 / norm) + (decoupled ? 0 : 0.1 * before[i]);
        double expected = before[i] * (decoupled ? 1 - 0.01 * 0.1 : 1);
        expected -=
            0.01 * clipped / (Math.abs(clipped) + 1e-8); // with bias correction of both means
        if (Math.abs(clipped) > 1e-5) {
          assertThat((double) after[i]).isCloseTo(expected, within(1e-5));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.8})
  void twoStepsFollowTheEquationsOfMomentum(double momentum) {
    OptimizerConfig config =
        OptimizerConfig.defaults()
            .withAlgorithm(OptimizerConfig.Algorithm.SGD)
            .withMomentum(momentum)
            .withWeightDecay(0.1)
            .withClipping(0.2, 0);
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1);
        Optimizer optimizer = new Optimizer(config, 0, model)) {
      double[] velocity = new double[model.parameterCount()];
      for (int update = 1; update <= 2; update++) {
        try (Gradient gradient =
            model.gradient(Models.batch(1), Regularization.none(), ComputeType.FLOAT32, 1)) {
          float[] g = gradient.values().toFloatArray();
          float[] before = model.flatWeights();
          double norm = optimizer.step(gradient, 0.3);
          assertThat(norm).isGreaterThan(0.2); // so that it is clipped
          float[] after = model.flatWeights();
          for (int i = 0; i < g.length; i++) {
            velocity[i] = momentum * velocity[i] + g[i] * 0.2 / norm + 0.1 * before[i];
            assertThat((double) after[i]).isCloseTo(before[i] - 0.3 * velocity[i], within(1e-6));
          }
        }
      }
    }
  }

  @Test
  void killedAndResumedRunWithMomentumEndsWithExactlyTheWeightsOfAnUnbrokenOne()
      throws IOException {
    TrainingConfig sgd =
        config(0).toBuilder()
            .optimizer(
                OptimizerConfig.defaults()
                    .withAlgorithm(OptimizerConfig.Algorithm.SGD)
                    .withLearningRate(0.5))
            .build();
    float[] expected = train("unbroken", sgd, new RunEvents(0));
    assertThatThrownBy(() -> train("killed", sgd, new RunEvents(17)))
        .isInstanceOf(RunEvents.Killed.class);
    assertThat(resume("killed", sgd, new RunEvents(0))).isEqualTo(expected);
    assertThat(
            Safetensors.read(folder.resolve("killed/last/" + Trainer.STATE_FILE), header -> {})
                .tensors())
        .containsOnlyKeys("parameters", "velocity");
    TrainingConfig other = sgd.toBuilder().optimizer(sgd.optimizer().withMomentum(0.8)).build();
    assertThatThrownBy(() -> resume("killed", other, new RunEvents(0)))
        .isInstanceOf(RunMismatchException.class)
        .hasMessageContaining("optimizer.momentum was 0.9, is 0.8");
  }

  @Test
  void averageHasASmallDecayAtFirst() {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1);
        Optimizer optimizer = new Optimizer(OptimizerConfig.defaults(), 0.99, model);
        Gradient gradient =
            model.gradient(Models.batch(1), Regularization.none(), ComputeType.FLOAT32, 1)) {
      float[] first = model.flatWeights();
      optimizer.step(gradient, 0.01);
      float[] average = optimizer.save(Map.of()).tensors().get("average").values();
      float[] weights = model.flatWeights();
      for (int i = 0; i < average.length; i++) {
        assertThat(average[i])
            .isCloseTo((2 * first[i] + 9 * weights[i]) / 11, within(1e-6f)); // starts at first
      }
    }
  }

  @Tag("slow")
  @Test
  void sixThousandUpdatesDoNotGrowMemory() {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1);
        Optimizer optimizer = new Optimizer(OptimizerConfig.defaults(), 0.99, model)) {
      // leaking the gradients alone would take more than 70 MB
      ResidentMemory.assertFlat(
          () -> updates(model, optimizer, 500), () -> updates(model, optimizer, 6000));
    }
  }

  private static void updates(Seq2SeqModel model, Optimizer optimizer, int count) {
    for (int i = 0; i < count; i++) {
      try (Gradient gradient =
          model.gradient(Models.batch(i % 7), Regularization.defaults(), ComputeType.FLOAT32, i)) {
        optimizer.step(gradient, 1e-4);
      }
    }
  }

  /* Five batches an epoch, saved every 5 updates, evaluated every 10, 30 in all. */
  private static TrainingConfig config(double averageDecay) {
    return TrainingConfig.builder()
        .batching(new BatchingConfig(60, 0))
        .regularization(
            Regularization.none()
                .withEmbeddingDropout(0.1)
                .withDropout(0.2)
                .withLabelSmoothing(0.1)
                .withScheduledSampling(0.2))
        .schedule(new LearningRateSchedule(LearningRateSchedule.Kind.PLATEAU, 3, 0.5, 1))
        .maxEpochs(1000)
        .maxUpdates(30)
        .evaluateEvery(10)
        .saveEvery(5)
        .saveEveryMinutes(0)
        .patience(0)
        .averageDecay(averageDecay)
        .build();
  }

  private float[] train(String name, TrainingConfig config, RunEvents events) throws IOException {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      events.ending = trainer(name, config, events).train(model);
      return model.flatWeights();
    }
  }

  private float[] resume(String name, TrainingConfig config, RunEvents events) throws IOException {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      events.ending = trainer(name, config, events).resume(model);
      return model.flatWeights();
    }
  }

  private Trainer trainer(String name, TrainingConfig config, RunEvents events) {
    TrainingRun run = SmallRun.in(folder.resolve(name), SHAPE);
    return new Trainer(run, config, model -> Map.of(), events);
  }
}
