package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelConfigTest {
  private static final ModelConfig PLAIN = Models.config(CellType.LSTM, true, 2);
  private static final ModelConfig NORMALIZED = PLAIN.toBuilder().layerNorm(true).build();

  @Test
  void builderKeepsWhatItDoesNotSet() {
    assertThat(PLAIN.toBuilder().build()).isEqualTo(PLAIN);
    assertThat(NORMALIZED.layerNorm()).isTrue();
    assertThat(NORMALIZED.toBuilder().layerNorm(false).build()).isEqualTo(PLAIN);
    assertThat(ModelConfig.builder(100, 200).build()).isEqualTo(ModelConfig.defaults(100, 200));
  }

  @Test
  void pooledContextHasTheSizeOfThreeOutputs() {
    assertThat(PLAIN.contextSize()).isEqualTo(12);
    assertThat(Models.pooled(PLAIN).contextSize()).isEqualTo(36);
  }

  @Test
  void pooledContextMustBeFedAtEveryStep() {
    ModelConfig.Builder start = Models.pooled(PLAIN).toBuilder().contextFeed(ContextFeed.START);
    assertThatThrownBy(start::build)
        .hasMessageStartingWith("context pooling CONCAT needs context feed EVERY_STEP");
  }

  @Test
  void residualConnectionsNeedLayersToPassBy() {
    ModelConfig.Builder shallow =
        PLAIN.toBuilder().encoderLayers(1).decoderLayers(1).residual(true);
    assertThatThrownBy(shallow::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("residual connections need more than one layer in encoder or decoder");
    assertThat(shallow.decoderLayers(2).build().residual()).isTrue();
  }

  @Test
  void sizesOutOfRangeAreNamed() {
    assertThatThrownBy(() -> PLAIN.toBuilder().decoderLayers(9).build())
        .hasMessage("decoderLayers is 9; it must be from 1 to 8");
  }

  @Test
  void weightsOfPlainLayersAreRefusedForNormalizedOnesAndTheOtherWayRound() {
    assertThatThrownBy(() -> Seq2SeqModel.check(NORMALIZED, shapes(PLAIN)))
        .hasMessage("the weights have no encoder.norm.weight_l0");
    assertThatThrownBy(() -> Seq2SeqModel.check(PLAIN, shapes(NORMALIZED)))
        .hasMessage("the model's configuration has no parameter encoder.norm.weight_l0");
  }

  private static Map<String, long[]> shapes(ModelConfig config) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    new ParameterLayout(config)
        .parameters()
        .forEach(parameter -> shapes.put(parameter.name(), parameter.shape()));
    return shapes;
  }
}
