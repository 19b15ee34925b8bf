package dev.thimble.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.model.CellType;
import dev.thimble.model.ComputeType;
import dev.thimble.model.ContextFeed;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Tying;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts of 3 pieces and eos; a GRU of 3 units, embeddings of 2, and 10 target pieces. */
final class ModelCostTest {
  private static final Map<String, long[]> SHAPES = new LinkedHashMap<>();

  static {
    SHAPES.put("encoder.embedding.weight", new long[] {10, 2});
    SHAPES.put("encoder.rnn.weight_ih_l0", new long[] {9, 2}); // 18 for each source token
    SHAPES.put("encoder.rnn.weight_hh_l0", new long[] {9, 3}); // 27, one token after the other
    SHAPES.put("encoder.rnn.bias_ih_l0", new long[] {9});
    SHAPES.put("bridge.hidden.weight_l0", new long[] {3, 3}); // 9 for each sentence
    SHAPES.put("decoder.embedding.weight", new long[] {10, 2});
    // 45, of which 27 for each sentence if the context vector is fed, and 18 for each target token
    SHAPES.put("decoder.rnn.weight_ih_l0", new long[] {9, 5});
    SHAPES.put("decoder.rnn.weight_hh_l0", new long[] {9, 3}); // 27
    SHAPES.put("output.weight", new long[] {10, 2}); // 20
  }

  private final ModelCost cost = new ModelCost(config(Tying.NONE), SHAPES, 3);

  @Test
  void encodingCountsTokensAndSentences() {
    assertThat(cost.encode(2, ComputeType.FLOAT32))
        .isEqualTo(new Work(2 * 2 * (45 * 4 + 36), 4 * (45 + 36 + 27 * 3)));
  }

  @Test
  void stepReadsTheDecoderOnceForAllRows() {
    assertThat(cost.step(1, ComputeType.FLOAT32)).isEqualTo(new Work(2 * 65, 4 * 65));
    assertThat(cost.step(64, ComputeType.FLOAT32)).isEqualTo(new Work(64 * 2 * 65, 4 * 65));
  }

  @Test
  void bytesAreThoseOfTheComputeType() {
    assertThat(cost.step(1, ComputeType.BFLOAT16)).isEqualTo(new Work(130, 2 * 65));
    assertThat(cost.step(1, ComputeType.INT8)).isEqualTo(new Work(130, 65));
  }

  @Test
  void searchIsEncodingAndStepsOfWhichTheFirstHasOneRow() {
    Work encoding = cost.encode(2, ComputeType.INT8);
    assertThat(cost.search(2, 5, ComputeType.INT8))
        .isEqualTo(
            new Work(encoding.operations() + 2 * 65 * (2 + 3 * 10), encoding.bytes() + 65 * 4));
  }

  @Test
  void trainingMultipliesThriceAndReadsTwice() {
    assertThat(cost.gradient(2, ComputeType.FLOAT32))
        .isEqualTo(new Work(6 * 2 * ((45 + 65) * 4 + 36), 4 * 2 * (45 + 36 + 65)));
  }

  @Test
  void tiedOutputLayerHasTheMatrixOfTheEmbeddings() {
    Map<String, long[]> tied = new LinkedHashMap<>(SHAPES);
    tied.remove("output.weight");
    assertThat(new ModelCost(config(Tying.TARGET), tied, 3).step(1, ComputeType.INT8))
        .isEqualTo(cost.step(1, ComputeType.INT8));
  }

  @Test
  void boundIsTheLongerOfComputingAndReading() {
    assertThat(new Work(100, 10).seconds(50, 10)).isEqualTo(2);
    assertThat(new Work(100, 40).seconds(50, 10)).isEqualTo(4);
  }

  private static ModelConfig config(Tying tying) {
    return ModelConfig.builder(10, 10)
        .cell(CellType.GRU)
        .embeddingSize(2)
        .encoderSize(3)
        .decoderSize(3)
        .bidirectional(false)
        .contextFeed(ContextFeed.EVERY_STEP)
        .tying(tying)
        .build();
  }
}
