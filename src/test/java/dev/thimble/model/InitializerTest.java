package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class InitializerTest {
  private static final ModelConfig CONFIG =
      ModelConfig.builder(500, 400)
          .embeddingSize(64)
          .encoderSize(32)
          .decoderSize(32)
          .tying(Tying.NONE)
          .layerNorm(true)
          .build();

  /* With smaller initial scores the readout saturates while the bias is learned, and the model remains a unigram model. */
  @Test
  void untiedOutputMatrixStartsAtTheScaleOfAnEmbedding() {
    assertThat(deviation("output.weight")).isCloseTo(1 / Math.sqrt(64), within(0.005));
    assertThat(deviation("decoder.embedding.weight")).isCloseTo(1 / Math.sqrt(64), within(0.005));
  }

  @Test
  void forgetGatesStartOpen() {
    float[] bias = values("encoder.rnn.bias_ih_l0");
    assertThat(bias[31]).isZero();
    assertThat(bias[32]).isEqualTo(1f);
    assertThat(bias[63]).isEqualTo(1f);
    assertThat(bias[64]).isZero();
  }

  @Test
  void peepholesStartUpToTheRootOfTheUnits() {
    ModelConfig config = CONFIG.toBuilder().cell(CellType.LSTM_PEEPHOLE).build();
    float[] peephole = values(config, "decoder.rnn.peephole_l0");
    assertThat(peephole).hasSize(3 * 32).doesNotContain(0f);
    for (float value : peephole) {
      assertThat(value).isBetween((float) -Math.sqrt(1.0 / 32), (float) Math.sqrt(1.0 / 32));
    }
    assertThat(values(config, "encoder.rnn.bias_ih_l0_reverse")[32]).isEqualTo(1f);
  }

  @Test
  void normalizationStartsWithGainOneAndBiasZero() {
    assertThat(values("encoder.norm.weight_l0")).hasSize(64).containsOnly(1f);
    assertThat(values("decoder.norm.bias_l0")).hasSize(64).containsOnly(0f);
  }

  @Test
  void rowsOfARecurrentGateStartOrthonormal() {
    float[] weights = values("decoder.rnn.weight_hh_l0");
    double self = 0;
    double other = 0;
    for (int i = 0; i < 32; i++) {
      self += weights[i] * weights[i];
      other += weights[i] * weights[32 + i];
    }
    assertThat(self).isCloseTo(1, within(1e-5));
    assertThat(other).isCloseTo(0, within(1e-5));
  }

  private static double deviation(String name) {
    double squares = 0;
    float[] values = values(name);
    for (float value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
  }

  private static float[] values(String name) {
    return values(CONFIG, name);
  }

  private static float[] values(ModelConfig config, String name) {
    ParameterLayout layout = new ParameterLayout(config);
    FloatBuffer buffer = FloatBuffer.allocate(layout.length());
    new Initializer(config.cell(), 1).fill(buffer, layout);
    ParameterLayout.Parameter parameter =
        layout.parameters().stream().filter(p -> p.name().equals(name)).findFirst().get();
    float[] values = new float[parameter.size()];
    buffer.get(parameter.offset(), values);
    return values;
  }
}
