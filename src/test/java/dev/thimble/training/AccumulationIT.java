package dev.thimble.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.util.NativeResource;
import dev.thimble.corpus.Batch;
import dev.thimble.corpus.BatchingConfig;
import dev.thimble.corpus.Example;
import dev.thimble.model.CellType;
import dev.thimble.model.ComputeType;
import dev.thimble.model.Gradient;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Regularization;
import dev.thimble.model.Seq2SeqModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates of several batches. */
class AccumulationIT {
  private static final ModelConfig SHAPE = Models.config(CellType.LSTM, true, 2);

  @TempDir private Path folder;

  @BeforeAll
  static void oneThread() {
    NativeRuntime.useThreads(1);
  }

  @Test
  void twoBatchesGiveTheGradientOfOneThatHoldsBoth() {
    List<Example> examples = SmallRun.examples(12, 1);
    List<Batch> halves =
        List.of(Batch.of(examples.subList(0, 3)), Batch.of(examples.subList(3, 12)));
    TrainingConfig config =
        config(2).regularization(Regularization.none().withLabelSmoothing(0.1)).build();
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1);
        Optimizer optimizer = new Optimizer(config.optimizer(), 0, model);
        Gradient joined = new UpdateGradient(model, optimizer, config).of(halves, 1);
        Gradient whole =
            model.gradient(Batch.of(examples), config.regularization(), ComputeType.FLOAT32, 1)) {
      assertThat(halves.get(0).targetTokens()).isNotEqualTo(halves.get(1).targetTokens());
      assertThat(joined.tokens()).isEqualTo(whole.tokens());
      assertThat(joined.loss()).isCloseTo(whole.loss(), within(1e-4));
      assertThat(joined.values().toFloatArray())
          .containsExactly(whole.values().toFloatArray(), within(1e-7f));
    }
  }

  @Test
  void batchesOfAnUpdateHaveDropoutOfTheirOwn() {
    Batch batch = Models.batch(1);
    TrainingConfig config =
        config(2).regularization(Regularization.none().withDropout(0.5)).build();
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1);
        Optimizer optimizer = new Optimizer(config.optimizer(), 0, model)) {
      UpdateGradient gradients = new UpdateGradient(model, optimizer, config);
      try (Gradient once = gradients.of(List.of(batch), 1);
          Gradient twice = gradients.of(List.of(batch, batch), 1)) {
        assertThat(twice.loss()).isNotEqualTo(2 * once.loss());
      }
    }
  }

  @Test
  void gradientOfEachBatchIsFreed() {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1);
        Optimizer optimizer = new Optimizer(OptimizerConfig.defaults(), 0, model);
        Gradient mean = gradient(model)) {
      Gradient next = gradient(model);
      Gradient joined = optimizer.joined(mean, next);
      assertThat(((NativeResource<?>) next.values()).isReleased()).isTrue();
      assertThat(joined.values()).isSameAs(mean.values());
    }
  }

  private static Gradient gradient(Seq2SeqModel model) {
    return model.gradient(Models.batch(1), Regularization.none(), ComputeType.FLOAT32, 1);
  }

  @Test
  void lastUpdateOfAnEpochHasTheBatchesThatAreLeft() throws IOException {
    RunEvents single = new RunEvents(0);
    train("single", config(1).maxUpdates(5).build(), single);
    RunEvents events = new RunEvents(0);
    train("run", config(2).maxUpdates(6).build(), events);
    assertThat(events.updates)
        .map(TrainingListener.Update::batch)
        .containsExactly(2, 4, 5, 2, 4, 5);
    assertThat(events.updates)
        .map(TrainingListener.Update::epoch)
        .containsExactly(1, 1, 1, 2, 2, 2);
    assertThat(events.updates)
        .map(TrainingListener.Update::update)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    List<Integer> tokens =
        single.updates.stream().map(TrainingListener.Update::tokens).toList(); // of each batch
    assertThat(events.updates.subList(0, 3))
        .map(TrainingListener.Update::tokens)
        .containsExactly(
            tokens.get(0) + tokens.get(1), tokens.get(2) + tokens.get(3), tokens.get(4));
    assertThat(events.updates)
        .allMatch(update -> update.loss() > 2 && update.loss() < 5); // nats a token; log 23 is 3.1
  }

  @Test
  void killedAndResumedRunEndsWithExactlyTheWeightsOfAnUnbrokenOne() throws IOException {
    TrainingConfig config = config(2).maxUpdates(14).saveEvery(2).averageDecay(0.9).build();
    float[] expected = train("unbroken", config, new RunEvents(0));
    assertThatThrownBy(() -> train("killed", config, new RunEvents(9)))
        .isInstanceOf(RunEvents.Killed.class);
    assertThat(resume("killed", config)).isEqualTo(expected);
    assertThatThrownBy(() -> resume("killed", config.toBuilder().accumulate(3).build()))
        .isInstanceOf(RunMismatchException.class)
        .hasMessageContaining("accumulate was 2, is 3");
  }

  @Test
  void nanLossNamesThePairsOfAllBatches() throws IOException {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      float[] poisoned = model.flatWeights();
      poisoned[poisoned.length - 1] = Float.NaN;
      model.flatWeights(poisoned);
      Trainer trainer = trainer("run", config(5).build(), new RunEvents(0));
      assertThatThrownBy(() -> trainer.train(model))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("update 1 (epoch 1, batches 1 to 5)")
          .hasMessageContaining("its 40 pairs include numbers ");
    }
  }

  /* Five batches an epoch. */
  private static TrainingConfig.Builder config(int accumulate) {
    return TrainingConfig.builder()
        .batching(new BatchingConfig(60, 0))
        .accumulate(accumulate)
        .regularization(
            Regularization.none()
                .withEmbeddingDropout(0.1)
                .withDropout(0.2)
                .withLabelSmoothing(0.1)
                .withScheduledSampling(0.2))
        .maxEpochs(1000);
  }

  private float[] train(String name, TrainingConfig config, RunEvents events) throws IOException {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      trainer(name, config, events).train(model);
      return model.flatWeights();
    }
  }

  private float[] resume(String name, TrainingConfig config) throws IOException {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 2)) {
      trainer(name, config, new RunEvents(0)).resume(model);
      return model.flatWeights();
    }
  }

  private Trainer trainer(String name, TrainingConfig config, RunEvents events) {
    TrainingRun run = SmallRun.in(folder.resolve(name), SHAPE);
    return new Trainer(run, config, model -> Map.of(), events);
  }
}
