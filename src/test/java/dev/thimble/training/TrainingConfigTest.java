package dev.thimble.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.model.ComputeType;
import dev.thimble.model.ModelPart;
import dev.thimble.model.Regularization;
import dev.thimble.training.LearningRateSchedule.Kind;
import dev.thimble.training.OptimizerConfig.Algorithm;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainingConfigTest {
  @Test
  void cosineNeedsItsEnd() {
    TrainingConfig.Builder builder =
        TrainingConfig.builder().schedule(new LearningRateSchedule(Kind.COSINE, 10, 0.2, 1));
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxUpdates is 0");
    assertThat(builder.maxUpdates(100).build().maxUpdates()).isEqualTo(100);
  }

  @Test
  void schedulesFollowTheirFormulas() {
    assertThat(factor(Kind.CONSTANT, 5, 10)).isEqualTo(0.5);
    assertThat(factor(Kind.CONSTANT, 50, 10)).isEqualTo(1);
    assertThat(factor(Kind.INVERSE_SQRT, 40, 10)).isEqualTo(0.5);
    assertThat(factor(Kind.PLATEAU, 40, 10)).isEqualTo(0.7);
    assertThat(factor(Kind.COSINE, 110, 10)).isCloseTo(0.5, within(1e-9));
    assertThat(factor(Kind.COSINE, 55, 0)).isGreaterThan(0.7);
  }

  @Test
  void warmupEndsAtItsLastUpdate() {
    assertThat(factor(Kind.PLATEAU, 1, 10)).isEqualTo(0.1);
    assertThat(factor(Kind.PLATEAU, 9, 10)).isEqualTo(0.9);
    assertThat(factor(Kind.PLATEAU, 10, 10)).isEqualTo(0.7);
    assertThat(factor(Kind.INVERSE_SQRT, 10, 10)).isEqualTo(1);
  }

  @Test
  void cosineEndsAtItsDecayAndStaysThere() {
    LearningRateSchedule schedule = new LearningRateSchedule(Kind.COSINE, 10, 0.2, 1);
    assertThat(schedule.factor(10, 210, 1)).isEqualTo(1);
    assertThat(schedule.factor(60, 210, 1))
        .isCloseTo(0.2 + 0.4 * (1 + Math.sqrt(0.5)), within(1e-9));
    assertThat(schedule.factor(210, 210, 1)).isCloseTo(0.2, within(1e-9));
    assertThat(schedule.factor(300, 210, 1)).isCloseTo(0.2, within(1e-9));
    assertThat(schedule.factor(10, 10, 1)).isEqualTo(1); // no updates after the warm-up
  }

  private static double factor(Kind kind, long update, int warmup) {
    return new LearningRateSchedule(kind, warmup, 0, 1).factor(update, 210, 0.7);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0.5, 1, warmupUpdates is -1; it must be 0 or above",
    "0, -0.1, 1, decay is -0.1; it must be from 0 to 1",
    "0, 1.1, 1, decay is 1.1; it must be from 0 to 1",
    "0, 0.5, 0, patience is 0; it must be at least 1"
  })
  void schedulesRefuseValuesOutOfRange(int warmup, double decay, int patience, String message) {
    assertThatThrownBy(() -> new LearningRateSchedule(Kind.PLATEAU, warmup, decay, patience))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void inverseSquareRootNeedsAWarmup() {
    assertThatThrownBy(() -> new LearningRateSchedule(Kind.INVERSE_SQRT, 0, 0.5, 1))
        .hasMessage("warmupUpdates is 0; it must be at least 1 for the schedule INVERSE_SQRT");
    assertThat(new LearningRateSchedule(Kind.INVERSE_SQRT, 1, 0, 1).decay()).isZero();
    assertThat(new LearningRateSchedule(Kind.PLATEAU, 0, 1, 1).decay()).isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0.9 | 0.9 | 1e-8 | 0 | 1 | 0 | learningRate is 0.0; it must be above 0, at most 10",
        "10.1 | 0.9 | 0.9 | 1e-8 | 0 | 1 | 0 | learningRate is 10.1; it must be above 0, at most"
            + " 10",
        "1 | -0.1 | 0.9 | 1e-8 | 0 | 1 | 0 | beta1 is -0.1; it must be from 0 to below 1",
        "1 | 1 | 0.9 | 1e-8 | 0 | 1 | 0 | beta1 is 1.0; it must be from 0 to below 1",
        "1 | 0 | -0.1 | 1e-8 | 0 | 1 | 0 | beta2 is -0.1; it must be from 0 to below 1",
        "1 | 0 | 1 | 1e-8 | 0 | 1 | 0 | beta2 is 1.0; it must be from 0 to below 1",
        "1 | 0 | 0 | 0 | 0 | 1 | 0 | epsilon is 0.0; it must be above 0",
        "1 | 0 | 0 | 1 | -0.1 | 1 | 0 | weightDecay is -0.1; it must be from 0 to below 1",
        "1 | 0 | 0 | 1 | 1 | 1 | 0 | weightDecay is 1.0; it must be from 0 to below 1",
        "1 | 0 | 0 | 1 | 0 | -1 | 0 | clipNorm is -1.0; it must be 0 (off) or above",
        "1 | 0 | 0 | 1 | 0 | 0 | -1 | clipValue is -1.0; it must be 0 (off) or above"
      })
  void optimizersRefuseValuesOutOfRange(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      double norm,
      double value,
      String message) {
    assertThatThrownBy(
            () ->
                new OptimizerConfig(
                    Algorithm.ADAM, rate, 0.9, beta1, beta2, epsilon, decay, norm, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "1", "NaN"})
  void momentumOutOfRangeIsRefused(double momentum) {
    assertThatThrownBy(() -> OptimizerConfig.defaults().withMomentum(momentum))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("momentum is " + momentum + "; it must be from 0 to below 1");
  }

  @Test
  void limitsOfAnOptimizersValuesAreAccepted() {
    assertThat(new OptimizerConfig(Algorithm.ADAMW, 10, 0, 0, 0, 1e-8, 0, 0, 0).learningRate())
        .isEqualTo(10);
  }

  @Test
  void nanIsRefused() {
    assertThatThrownBy(
            () -> new OptimizerConfig(Algorithm.ADAM, Double.NaN, 0, 0.9, 0.9, 1e-8, 0, 1, 0))
        .hasMessageContaining("learningRate is NaN");
    assertThatThrownBy(
            () -> new OptimizerConfig(Algorithm.ADAM, 1, 0, 0.9, 0.9, 1e-8, 0, Double.NaN, 0))
        .hasMessageContaining("clipNorm is NaN");
    assertThatThrownBy(() -> new LearningRateSchedule(Kind.PLATEAU, 0, Double.NaN, 1))
        .hasMessageContaining("decay is NaN");
  }

  @Test
  void checkpointsToKeepAreNotBelowZero() {
    assertThat(TrainingConfig.builder().keep(2).build().toBuilder().build().keep()).isEqualTo(2);
    assertThatThrownBy(() -> TrainingConfig.builder().keep(-1).build())
        .hasMessage("keep is -1; it must be 0 (none) or above");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 0, 0, 0, maxEpochs is 0; it must be at least 1",
    "1, -1, 0, 0, 0, 0, 0, maxUpdates is -1; it must be 0 (no bound) or above",
    "1, 0, -1, 0, 0, 0, 0, evaluateEvery is -1; it must be 0 (each epoch) or above",
    "1, 0, 0, -1, 0, 0, 0, saveEvery is -1; it must be 0 (not by updates) or above",
    "1, 0, 0, 0, -1, 0, 0, saveEveryMinutes is -1; it must be 0 (not by time) or above",
    "1, 0, 0, 0, 0, -1, 0, patience is -1; it must be 0 (never) or above",
    "1, 0, 0, 0, 0, 0, -0.1, averageDecay is -0.1; it must be from 0 to below 1",
    "1, 0, 0, 0, 0, 0, 1, averageDecay is 1.0; it must be from 0 to below 1"
  })
  void trainingRefusesValuesOutOfRange(
      int epochs,
      long updates,
      int evaluate,
      int save,
      int minutes,
      int patience,
      double average,
      String message) {
    assertThatThrownBy(() -> config(epochs, updates, evaluate, save, minutes, patience, average))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void frozenPartsAreCopiedInTheOrderOfTheirDeclaration() {
    Set<ModelPart> parts = new HashSet<>(Set.of(ModelPart.OUTPUT, ModelPart.EMBEDDINGS));
    TrainingConfig config = TrainingConfig.builder().frozen(parts).build();
    parts.clear();
    assertThat(config.frozen()).containsExactly(ModelPart.EMBEDDINGS, ModelPart.OUTPUT);
    assertThat(config.toBuilder().seed(7).build().frozen()).isEqualTo(config.frozen());
    assertThat(TrainingConfig.defaults().frozen()).isEmpty();
    assertThatThrownBy(() -> config.frozen().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void updateNeedsABatch() {
    assertThatThrownBy(() -> TrainingConfig.builder().accumulate(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("accumulate is 0; it must be at least 1");
    assertThat(TrainingConfig.builder().accumulate(2).build().accumulate()).isEqualTo(2);
    assertThat(TrainingConfig.defaults().accumulate()).isOne();
  }

  @Test
  void trainingRefusesTypesThatHaveNoGradient() {
    assertThatThrownBy(() -> TrainingConfig.builder().computeType(ComputeType.INT8).build())
        .hasMessage("computeType is INT8; it must be FLOAT32 or BFLOAT16");
  }

  @Test
  void buildersAndWithersChangeTheNamedValuesOnly() {
    TrainingConfig defaults = TrainingConfig.defaults();
    assertThat(TrainingConfig.builder().build()).isEqualTo(defaults);
    assertThat(defaults.toBuilder().seed(7).computeType(ComputeType.BFLOAT16).build())
        .usingRecursiveComparison()
        .ignoringFields("seed", "computeType")
        .isEqualTo(defaults);
    assertThat(
            OptimizerConfig.defaults()
                .withAlgorithm(Algorithm.ADAMW)
                .withLearningRate(2)
                .withMomentum(0.1)
                .withBetas(0.3, 0.4)
                .withEpsilon(5)
                .withWeightDecay(0.6)
                .withClipping(7, 8))
        .isEqualTo(new OptimizerConfig(Algorithm.ADAMW, 2, 0.1, 0.3, 0.4, 5, 0.6, 7, 8));
  }

  @Test
  void smallestValuesAreAccepted() {
    assertThat(config(1, 0, 0, 0, 0, 0, 0).maxEpochs()).isOne();
  }

  @Test
  void defaultsStopAfterFiveEvaluationsAndSaveEveryTenMinutes() {
    TrainingConfig config = TrainingConfig.defaults();
    assertThat(config.maxEpochs()).isEqualTo(20);
    assertThat(config.patience()).isEqualTo(5);
    assertThat(config.saveEveryMinutes()).isEqualTo(10);
    assertThat(config.schedule()).isEqualTo(new LearningRateSchedule(Kind.PLATEAU, 100, 0.7, 1));
    assertThat(config.optimizer())
        .isEqualTo(new OptimizerConfig(Algorithm.ADAM, 1e-3, 0.9, 0.9, 0.999, 1e-8, 0, 1, 0));
    assertThat(config.averageDecay()).isZero();
    assertThat(config.selection()).isEqualTo(TrainingConfig.Selection.PERPLEXITY);
    assertThat(config.computeType()).isEqualTo(ComputeType.FLOAT32);
    assertThat(config.seed()).isOne();
  }

  @Test
  void dropoutOutOfRangeIsRefused() {
    assertThatThrownBy(() -> Regularization.none().withEmbeddingDropout(1))
        .hasMessageContaining("embeddingDropout is 1");
    assertThatThrownBy(() -> Regularization.none().withWordDropout(-0.1))
        .hasMessageContaining("wordDropout is -0.1");
    assertThatThrownBy(() -> Regularization.none().withRecurrentDropout(1))
        .hasMessageContaining("recurrentDropout is 1");
    assertThatThrownBy(() -> Regularization.none().withRDrop(Double.NaN))
        .hasMessageContaining("rDrop is NaN; it must be from 0 to 1000");
  }

  private static TrainingConfig config(
      int epochs, long updates, int evaluate, int save, int minutes, int patience, double average) {
    return TrainingConfig.builder()
        .maxEpochs(epochs)
        .maxUpdates(updates)
        .evaluateEvery(evaluate)
        .saveEvery(save)
        .saveEveryMinutes(minutes)
        .patience(patience)
        .averageDecay(average)
        .build();
  }
}
