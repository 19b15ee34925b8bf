package dev.thimble.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.corpus.BatchingConfig;
import dev.thimble.model.CellType;
import dev.thimble.model.ComputeType;
import dev.thimble.model.FloatTensor;
import dev.thimble.model.Gradient;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.ModelPart;
import dev.thimble.model.Models;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Regularization;
import dev.thimble.model.Seq2SeqModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parts of a model that training keeps as they are. */
class FrozenPartsIT {
  private static final ModelConfig SHAPE = Models.config(CellType.LSTM, true, 2); // tying TARGET

  @TempDir private Path folder;

  @BeforeAll
  static void oneThread() {
    NativeRuntime.useThreads(1);
  }

  @ParameterizedTest
  @EnumSource(OptimizerConfig.Algorithm.class)
  void frozenPartsKeepTheirBitsAndAllOthersChange(OptimizerConfig.Algorithm algorithm)
      throws IOException {
    Set<ModelPart> frozen = EnumSet.of(ModelPart.ENCODER, ModelPart.OUTPUT);
    Map<String, FloatTensor> before;
    try (Seq2SeqModel model = model()) {
      before = model.weights();
      trainer("run", config(algorithm, frozen), 0).train(model);
      changedBut("encoder.(rnn|norm).*|decoder.embedding.*|readout.*|output.*", before, model);
    }
    // the running average
    Map<String, FloatTensor> saved = ModelFolder.read(folder.resolve("run/last")).weights();
    assertThat(saved.get("output.bias").values()).isEqualTo(before.get("output.bias").values());
    assertThat(saved.get("encoder.rnn.weight_hh_l0").values())
        .isEqualTo(before.get("encoder.rnn.weight_hh_l0").values());
    assertThat(saved.get("bridge.hidden.weight_l0").values())
        .isNotEqualTo(before.get("bridge.hidden.weight_l0").values());
  }

  private static void changedBut(
      String names, Map<String, FloatTensor> before, Seq2SeqModel model) {
    model
        .weights()
        .forEach(
            (name, after) -> {
              int[] bits = bits(before.get(name).values());
              if (name.matches(names)) {
                assertThat(bits(after.values())).as(name).isEqualTo(bits);
              } else {
                assertThat(bits(after.values())).as(name).isNotEqualTo(bits);
              }
            });
  }

  /* The bits tell -0 from 0. */
  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  /* With negative zeros, as a model has that was exported in half precision. */
  private static Seq2SeqModel model() {
    Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1);
    float[] weights = model.flatWeights();
    for (int i = 0; i < weights.length; i += 3) {
      weights[i] = weights[i] == 0 ? -0f : weights[i];
    }
    model.flatWeights(weights);
    return model;
  }

  @Test
  void gradientOfFrozenPartsDoesNotCountInTheNorm() {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1);
        Optimizer optimizer =
            new Optimizer(OptimizerConfig.defaults(), 0, EnumSet.of(ModelPart.EMBEDDINGS), model);
        Gradient gradient =
            model.gradient(Models.batch(1), Regularization.none(), ComputeType.FLOAT32, 1)) {
      float[] all = gradient.values().toFloatArray();
      int source = SHAPE.sourceVocabularySize() * SHAPE.embeddingSize();
      int target = SHAPE.targetVocabularySize() * SHAPE.embeddingSize();
      Map<String, FloatTensor> weights = model.weights();
      double squares = 0;
      int offset = 0;
      for (Map.Entry<String, FloatTensor> weight : weights.entrySet()) {
        int size = weight.getValue().values().length;
        for (int i = offset; i < offset + size && !weight.getKey().contains("embedding"); i++) {
          squares += (double) all[i] * all[i];
        }
        offset += size;
      }
      assertThat(model.trainedParameters(EnumSet.of(ModelPart.EMBEDDINGS)))
          .isEqualTo(all.length - source - target);
      assertThat(optimizer.step(gradient, 0.01)).isCloseTo(Math.sqrt(squares), within(1e-5));
    }
  }

  @Test
  void updatesLeaveNoArrayOpen() {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1);
        Optimizer optimizer =
            new Optimizer(OptimizerConfig.defaults(), 0.9, EnumSet.of(ModelPart.ENCODER), model)) {
      NDManager manager = model.parametersForUpdate().getManager(); // also of the gradients
      update(model, optimizer);
      int open = manager.getManagedArrays().size();
      for (int i = 0; i < 20; i++) {
        update(model, optimizer);
      }
      assertThat(manager.getManagedArrays()).hasSize(open);
    }
  }

  private static void update(Seq2SeqModel model, Optimizer optimizer) {
    try (Gradient gradient =
        model.gradient(Models.batch(1), Regularization.none(), ComputeType.FLOAT32, 1)) {
      optimizer.step(gradient, 1e-3);
    }
  }

  @Test
  void killedAndResumedRunEndsWithExactlyTheWeightsOfAnUnbrokenOne() throws IOException {
    TrainingConfig config = config(OptimizerConfig.Algorithm.ADAM, EnumSet.of(ModelPart.DECODER));
    float[] expected;
    try (Seq2SeqModel model = model()) {
      trainer("unbroken", config, 0).train(model);
      expected = model.flatWeights();
    }
    try (Seq2SeqModel model = model()) {
      assertThatThrownBy(() -> trainer("killed", config, 7).train(model))
          .isInstanceOf(RunEvents.Killed.class);
    }
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 2)) {
      trainer("killed", config, 0).resume(model);
      assertThat(model.flatWeights()).isEqualTo(expected);
      TrainingConfig other = config.toBuilder().frozen(Set.of()).build();
      assertThatThrownBy(() -> trainer("killed", other, 0).resume(model))
          .isInstanceOf(RunMismatchException.class)
          .hasMessageContaining("frozen was DECODER, is none");
    }
  }

  private static TrainingConfig config(OptimizerConfig.Algorithm algorithm, Set<ModelPart> frozen) {
    return TrainingConfig.builder()
        .batching(new BatchingConfig(60, 0))
        .optimizer(
            OptimizerConfig.defaults()
                .withAlgorithm(algorithm)
                .withLearningRate(0.1)
                .withWeightDecay(0.1))
        .frozen(frozen)
        .maxUpdates(10)
        .evaluateEvery(5)
        .averageDecay(0.9)
        .build();
  }

  private Trainer trainer(String name, TrainingConfig config, int killedAfter) {
    TrainingRun run = SmallRun.in(folder.resolve(name), SHAPE);
    return new Trainer(run, config, model -> Map.of(), new RunEvents(killedAfter));
  }
}
