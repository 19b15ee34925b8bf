package dev.thimble.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.ResidentMemory;
import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.corpus.BatchingConfig;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.PairFilter;
import dev.thimble.model.CellType;
import dev.thimble.model.CompiledModule;
import dev.thimble.model.ComputeType;
import dev.thimble.model.Gradient;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import dev.thimble.model.Regularization;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerIT {
  private static final Vocabulary VOCABULARY =
      BytePairTrainer.train(
          List.of("abcdefghijklmnopqr"),
          new VocabularyConfig(Models.VOCABULARY, 1, false, List.of(), 1));
  private static final ModelConfig SHAPE = Models.config(CellType.LSTM, true, 2);

  @TempDir private Path folder;

  @BeforeAll
  static void oneThread() {
    CompiledModule.useThreads(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 17, 26})
  void killedAndResumedRunEndsWithTheVeryWeightsOfAnUnbrokenOne(int killedAfter)
      throws IOException {
    List<TrainingListener.Evaluation> unbrokenEvaluations = new ArrayList<>();
    float[] unbroken = train("unbroken", config(0.99), evaluations(unbrokenEvaluations), false);
    List<TrainingListener.Evaluation> evaluations = new ArrayList<>();
    assertThatThrownBy(
            () -> train("killed", config(0.99), new Killer(killedAfter, evaluations), false))
        .isInstanceOf(Killed.class);
    float[] resumed = train("killed", config(0.99), evaluations(evaluations), true);
    assertThat(resumed).isEqualTo(unbroken);
    TrainingListener.Evaluation last = unbrokenEvaluations.get(unbrokenEvaluations.size() - 1);
    TrainingListener.Evaluation again = evaluations.get(evaluations.size() - 1);
    assertThat(again.devPerplexity()).isEqualTo(last.devPerplexity());
    assertThat(again.trainLoss()).isEqualTo(last.trainLoss());
    assertThat(again.learningRate()).isEqualTo(last.learningRate());
  }

  @Test
  void finishedRunResumesToItsEndAtOnceAndSaysWhy() throws IOException {
    train("run", config(0), evaluations(new ArrayList<>()), false);
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      Trainer trainer = trainer("run", config(0), evaluations(new ArrayList<>()));
      assertThat(trainer.resume(model)).isEqualTo(Trainer.Ending.MAX_UPDATES);
    }
  }

  @Test
  void resumingWithOtherSettingsIsRefused() throws IOException {
    train("run", config(0), evaluations(new ArrayList<>()), false);
    assertThatThrownBy(() -> train("run", config(0.9), evaluations(new ArrayList<>()), true))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("other settings");
  }

  @Test
  void resumingWithoutACheckpointIsRefused() {
    assertThatThrownBy(() -> train("none", config(0), evaluations(new ArrayList<>()), true))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("none");
  }

  @Test
  void lossThatIsNoNumberStopsTheRunAndKeepsTheCheckpoint() throws IOException {
    train("run", config(0), evaluations(new ArrayList<>()), false);
    ModelContents before = ModelFolder.read(folder.resolve("run/last"));
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      float[] poisoned = model.flatWeights();
      poisoned[poisoned.length - 1] = Float.NaN;
      model.flatWeights(poisoned);
      assertThatThrownBy(
              () -> trainer("run", config(0), evaluations(new ArrayList<>())).train(model))
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
      TrainingConfig config = config(0);
      TrainingConfig selecting =
          new TrainingConfig(
              config.batching(),
              config.regularization(),
              config.optimizer(),
              config.schedule(),
              1000,
              0,
              2,
              0,
              0,
              3,
              0,
              true,
              false,
              1);
      Trainer trainer =
          new Trainer(
              run("run"), selecting, m -> Map.of(Validator.BLEU, 1.0), new TrainingListener() {});
      assertThat(trainer.train(model)).isEqualTo(Trainer.Ending.NO_PROGRESS);
      assertThat(ModelFolder.read(folder.resolve("run/last")).provenance().updates()).isEqualTo(8);
      assertThat(ModelFolder.read(folder.resolve("run/best")).provenance().updates()).isEqualTo(2);
    }
  }

  @Test
  void lastUpdateOfTheLastEpochIsEvaluatedAndSaved() throws IOException {
    TrainingConfig config = config(0);
    TrainingConfig twoEpochs =
        new TrainingConfig(
            config.batching(),
            config.regularization(),
            config.optimizer(),
            config.schedule(),
            2,
            0,
            4,
            0,
            0,
            0,
            0,
            false,
            false,
            1);
    List<TrainingListener.Evaluation> heard = new ArrayList<>();
    train("run", twoEpochs, evaluations(heard), false);
    assertThat(heard.stream().map(TrainingListener.Evaluation::update))
        .containsExactly(4L, 8L, 10L);
    assertThat(ModelFolder.read(folder.resolve("run/last")).provenance().updates()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneStepFollowsTheEquationsOfAdam(boolean decoupled) {
    OptimizerConfig config = new OptimizerConfig(decoupled, 0.01, 0.9, 0.99, 1e-8, 0.1, 0.5, 0.05);
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
        expected -= 0.01 * clipped / (Math.abs(clipped) + 1e-8); // both means corrected
        if (Math.abs(clipped) > 1e-5) {
          assertThat((double) after[i]).isCloseTo(expected, within(1e-5));
        }
      }
    }
  }

  @Test
  void averageFollowsCloselyAtFirst() {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1);
        Optimizer optimizer = new Optimizer(OptimizerConfig.defaults(), 0.99, model);
        Gradient gradient =
            model.gradient(Models.batch(1), Regularization.none(), ComputeType.FLOAT32, 1)) {
      optimizer.step(gradient, 0.01);
      float[] average = optimizer.save(Map.of()).tensors().get("average").values();
      float[] weights = model.flatWeights();
      for (int i = 0; i < average.length; i++) {
        assertThat(average[i]).isCloseTo(weights[i] * 9 / 11, within(1e-6f)); // from 0
      }
    }
  }

  @Test
  void sixThousandUpdatesLeaveMemoryFlat() {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1);
        Optimizer optimizer = new Optimizer(OptimizerConfig.defaults(), 0.99, model)) {
      // a leak of the gradients alone would be 70 MB and more
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
    return new TrainingConfig(
        new BatchingConfig(60, 0),
        new Regularization(0.1, 0.2, 0.1, 0.2),
        OptimizerConfig.defaults(),
        new LearningRateSchedule(LearningRateSchedule.Kind.PLATEAU, 3, 0.5, 1),
        1000,
        30,
        10,
        5,
        0,
        0,
        averageDecay,
        false,
        false,
        1);
  }

  private float[] train(
      String name, TrainingConfig config, TrainingListener listener, boolean resume)
      throws IOException {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      Trainer trainer = trainer(name, config, listener);
      if (resume) {
        trainer.resume(model);
      } else {
        trainer.train(model);
      }
      return model.flatWeights();
    }
  }

  private Trainer trainer(String name, TrainingConfig config, TrainingListener listener) {
    return new Trainer(run(name), config, model -> Map.of(), listener);
  }

  private TrainingRun run(String name) {
    ModelContents contents =
        new ModelContents(SHAPE, Map.of(), VOCABULARY, VOCABULARY, Provenance.unknown());
    return new TrainingRun(
        folder.resolve(name), contents, PairFilter.defaults(), examples(40, 1), examples(10, 2));
  }

  private static List<Example> examples(int size, long seed) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int[] ids = random.ints(1 + random.nextInt(8), 4, Models.VOCABULARY).toArray();
      examples.add(new Example(i, ids, ids));
    }
    return examples;
  }

  private static TrainingListener evaluations(List<TrainingListener.Evaluation> heard) {
    return new TrainingListener() {
      @Override
      public void onEvaluation(Evaluation evaluation) {
        heard.add(evaluation);
      }
    };
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Ends a run from inside, as a kill between two saves would. */
  private record Killer(int after, List<TrainingListener.Evaluation> heard)
      implements TrainingListener {
    @Override
    public void onUpdate(Update update) {
      if (update.update() == after) {
        throw new Killed();
      }
    }

    @Override
    public void onEvaluation(Evaluation evaluation) {
      heard.add(evaluation);
    }
  }
}
