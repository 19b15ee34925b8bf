package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.corpus.Batch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gate that is open passes the context vector on; one that is closed keeps it back. */
class ContextGateIT {
  private static final ModelConfig UNGATED = Models.config(CellType.LSTM, true, 1);
  private static final ModelConfig GATED =
      UNGATED.toBuilder().contextFeed(ContextFeed.GATED).build();
  private static final String READOUT = "readout.weight";
  private static final int CONTEXT = UNGATED.contextSize();

  @Test
  void openGatePassesTheContextVectorOn() {
    assertThat(loss(GATED, gated(30))).isCloseTo(loss(UNGATED, weights()), within(1e-4));
  }

  @Test
  void halfOpenGateHalvesTheContextVector() {
    assertThat(loss(GATED, gated(0))).isCloseTo(loss(UNGATED, scaled(0.5f)), within(1e-4));
  }

  @Test
  void closedGateKeepsTheContextVectorFromTheOutputLayer() {
    assertThat(loss(GATED, gated(-90))).isCloseTo(loss(UNGATED, scaled(0)), within(1e-4));
    assertThat(loss(UNGATED, scaled(0))).isNotCloseTo(loss(UNGATED, weights()), within(1e-3));
  }

  @Test
  void gateFollowsTheDecodersOutput() {
    Map<String, FloatTensor> weights = gated(0);
    float[] ones = new float[CONTEXT * GATED.decoderSize()];
    Arrays.fill(ones, 1);
    long[] shape = {CONTEXT, GATED.decoderSize()};
    weights.put("readout.gate.weight", new FloatTensor(shape, ones));
    assertThat(loss(GATED, weights)).isNotCloseTo(loss(GATED, gated(0)), within(1e-3));
  }

  private static Map<String, FloatTensor> weights() {
    return new LinkedHashMap<>(Models.weights(UNGATED));
  }

  /* With the same gate for every output: its bias alone decides. */
  private static Map<String, FloatTensor> gated(float bias) {
    Map<String, FloatTensor> weights = weights();
    long[] shape = {CONTEXT, GATED.decoderSize()};
    weights.put(
        "readout.gate.weight", new FloatTensor(shape, new float[CONTEXT * GATED.decoderSize()]));
    float[] biases = new float[CONTEXT];
    Arrays.fill(biases, bias);
    weights.put("readout.gate.bias", new FloatTensor(new long[] {CONTEXT}, biases));
    return weights;
  }

  /* With the readout's columns for the context vector times a factor. */
  private static Map<String, FloatTensor> scaled(float factor) {
    Map<String, FloatTensor> weights = weights();
    FloatTensor readout = weights.get(READOUT);
    float[] values = readout.values().clone();
    int columns = (int) readout.shape()[1];
    for (int i = 0; i < values.length; i++) {
      values[i] *= i % columns < UNGATED.decoderSize() ? 1 : factor;
    }
    weights.put(READOUT, new FloatTensor(readout.shape(), values));
    return weights;
  }

  private static double loss(ModelConfig config, Map<String, FloatTensor> weights) {
    Batch batch = Models.batch(4);
    try (Seq2SeqModel model = Seq2SeqModel.of(config, weights)) {
      return model.loss(batch);
    }
  }
}
