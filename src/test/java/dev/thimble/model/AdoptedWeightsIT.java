package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model that takes the weights of an earlier one with other vocabularies. */
class AdoptedWeightsIT {
  @ParameterizedTest
  @EnumSource(Tying.class)
  void rowsAreMatchedByPieceAndTheOthersAreThoseOfANewModel(Tying tying) {
    int[] source = IntStream.range(0, 25).map(id -> id < 23 ? 22 - id : -1).toArray();
    int[] target = tying == Tying.ALL ? source : new int[] {0, 1, 2, 3, -1, 22, 4};
    ModelConfig earlier = shape(23, 23, tying);
    ModelConfig later = shape(source.length, target.length, tying);
    Map<String, FloatTensor> weights = Models.weights(earlier);
    PieceRows rows = new PieceRows(source, target);
    assertThat(rows.keptOfSource()).isEqualTo(23);
    assertThat(rows.keptOfTarget()).isEqualTo(tying == Tying.ALL ? 23 : 6);
    try (Seq2SeqModel model = Seq2SeqModel.create(later, 1)) {
      Map<String, FloatTensor> random = model.weights();
      model.adopt(weights, rows);
      model
          .weights()
          .forEach(
              (name, adopted) -> {
                int[] ids =
                    name.equals("encoder.embedding.weight")
                        ? source
                        : name.matches("decoder.embedding.weight|output.*") ? target : null;
                float[] was = weights.get(name).values();
                assertThat(adopted.values())
                    .as(name)
                    .isEqualTo(ids == null ? was : expected(ids, was, random.get(name).values()));
              });
    }
  }

  private static ModelConfig shape(int sourcePieces, int targetPieces, Tying tying) {
    return ModelConfig.builder(sourcePieces, targetPieces)
        .embeddingSize(7)
        .encoderSize(6)
        .decoderSize(5)
        .tying(tying)
        .build();
  }

  private static float[] expected(int[] ids, float[] was, float[] random) {
    int width = random.length / ids.length;
    float[] values = random.clone();
    for (int row = 0; row < ids.length; row++) {
      for (int column = 0; ids[row] >= 0 && column < width; column++) {
        values[row * width + column] = was[ids[row] * width + column];
      }
    }
    return values;
  }

  @Test
  void weightsOfAnotherShapeAreRefusedWithNothingReplaced() {
    ModelConfig shape = Models.config(CellType.GRU, true, 1);
    int[] same = IntStream.range(0, Models.VOCABULARY).toArray();
    int[] tooHigh = same.clone();
    tooHigh[4] = Models.VOCABULARY;
    Map<String, FloatTensor> weights = Models.weights(shape);
    Map<String, FloatTensor> without = new HashMap<>(weights);
    without.remove("output.bias");
    Map<String, FloatTensor> scalar = new HashMap<>(weights);
    scalar.put("output.bias", new FloatTensor(new long[0], new float[1]));
    try (Seq2SeqModel model = Seq2SeqModel.create(shape, 1)) {
      float[] before = model.flatWeights();
      refused(model, Models.weights(Models.config(CellType.LSTM, true, 1)), same, "has shape");
      refused(model, without, same, "the weights have no output.bias");
      refused(model, scalar, same, "output.bias has shape []");
      refused(model, weights, tooHigh, "id is 23; it must be below 23");
      refused(model, weights, Arrays.copyOf(same, 22), "has shape [22");
      assertThat(model.flatWeights()).isEqualTo(before);
    }
  }

  private static void refused(
      Seq2SeqModel model, Map<String, FloatTensor> weights, int[] ids, String message) {
    assertThatThrownBy(() -> model.adopt(weights, new PieceRows(ids, ids)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void trainedParametersAreThoseOfNoFrozenPart() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.ofPieces(23), 1)) {
      int all = model.trainedParameters(Set.of());
      assertThat(all).isEqualTo(model.parameterCount());
      assertThat(model.trainedParameters(EnumSet.of(ModelPart.EMBEDDINGS)))
          .isEqualTo(all - 2 * 23 * 7);
      assertThat(model.trainedParameters(EnumSet.allOf(ModelPart.class))).isZero();
    }
  }
}
