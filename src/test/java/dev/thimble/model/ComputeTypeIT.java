package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.search.LogProbs;
import dev.thimble.search.Step;
import dev.thimble.search.StepScorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ComputeTypeIT {
  private static final int[][] WRITTEN = {{2, 9, 17}, {2, 4, 4}, {2, 22, 5}};

  @BeforeAll
  static void oneThread() {
    NativeRuntime.useThreads(1);
  }

  @ParameterizedTest
  @MethodSource("dev.thimble.model.Models#sample")
  void coarserTypesGiveNearlyTheSameLogProbabilities(ModelConfig config) {
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 7)) {
      int[][] sources = Models.rows(3, 4, 7, 2);
      float[][] exact = logProbs(model, sources, WRITTEN);
      for (ComputeType arithmetic : List.of(ComputeType.BFLOAT16, ComputeType.INT8)) {
        model.computeIn(arithmetic);
        float[][] coarse = logProbs(model, sources, WRITTEN);
        for (int row = 0; row < exact.length; row++) {
          for (int id = 0; id < exact[row].length; id++) {
            assertThat(coarse[row][id])
                .as(arithmetic.name())
                .isCloseTo(exact[row][id], within(0.1f));
          }
        }
      }
      model.computeIn(ComputeType.FLOAT32);
      assertThat(logProbs(model, sources, WRITTEN)).isDeepEqualTo(exact);
    }
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void int8RowDoesNotDependOnItsNeighbours(CellType cell) {
    assertNoInt8RowDependsOnItsNeighbours(Models.config(cell, true, 2));
    assertNoInt8RowDependsOnItsNeighbours(Models.deep(cell));
  }

  /* Its normalized input has one value of sqrt(63) standard deviations, beyond the bound of 6. */
  @Test
  void int8RowOfOneValueDoesNotDependOnItsNeighbours() {
    assertNoInt8RowDependsOnItsNeighbours(
        Models.config(CellType.GRU, true, 1).toBuilder()
            .embeddingSize(1)
            .encoderSize(1)
            .decoderSize(1)
            .build());
  }

  @Test
  void int8RowDoesNotDependOnANeighbourBeyondTheBound() {
    ModelConfig config = Models.wide(CellType.LSTM).toBuilder().layerNorm(true).build();
    Map<String, FloatTensor> weights = Models.weights(config);
    float[] embeddings = weights.get("encoder.embedding.weight").values();
    Arrays.fill(embeddings, 9 * 64, 10 * 64, 0f);
    embeddings[9 * 64] = 1;
    try (Seq2SeqModel model = Seq2SeqModel.of(config, weights)) {
      model.computeIn(ComputeType.INT8);
      StepScorer<DecoderState> scorer = model.scorer();
      try (DecoderState two = model.encode(Models.rows(5, 6, 6));
          DecoderState one = scorer.select(two, new int[] {0})) {
        assertThat(step(scorer, one, 4)[0]).isEqualTo(step(scorer, two, 4, 9)[0]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource
  void int8EncodingDoesNotDependOnItsBatch(ModelConfig config) {
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 11)) {
      assertNoEncodingDependsOnItsBatch(model, ComputeType.INT8);
    }
  }

  @ParameterizedTest
  @MethodSource("int8EncodingDoesNotDependOnItsBatch")
  void packedProductsDoNotDependOnTheirBatch(ModelConfig config) {
    PackedProductIT.assumeThatRowsAreIndependent();
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 11)) {
      for (ComputeType type : List.of(ComputeType.FLOAT32, ComputeType.BFLOAT16)) {
        if (type.supported()) {
          assertNoEncodingDependsOnItsBatch(model, type);
          assertNoRowDependsOnItsNeighbours(model, type);
        }
      }
    }
  }

  private static void assertNoEncodingDependsOnItsBatch(Seq2SeqModel model, ComputeType type) {
    model.computeIn(type);
    int[][] sources = Models.rows(5, 1, 40, 7, 12, 3, 3, 30, 9);
    try (DecoderState all = model.encode(sources)) {
      for (int row = 0; row < sources.length; row++) {
        try (DecoderState alone = model.encode(new int[][] {sources[row]});
            DecoderState one = model.scorer().select(all, new int[] {row})) {
          assertThat(values(one)).isDeepEqualTo(values(alone));
        }
      }
    }
  }

  /* Large enough for products of matrices that are not packed to depend on the batch. */
  static List<ModelConfig> int8EncodingDoesNotDependOnItsBatch() {
    List<ModelConfig> configs = new ArrayList<>();
    for (CellType cell : CellType.values()) {
      ModelConfig wide =
          Models.wide(cell).toBuilder().encoderSize(512).contextFeed(ContextFeed.GATED).build();
      for (ContextPooling pooling : ContextPooling.values()) {
        configs.add(wide.toBuilder().contextPooling(pooling).build());
      }
      configs.add(
          wide.toBuilder()
              .contextPooling(ContextPooling.ATTENTIVE)
              .encoderLayers(2)
              .layerNorm(true)
              .residual(true)
              .build());
    }
    return configs;
  }

  private static void assertNoInt8RowDependsOnItsNeighbours(ModelConfig config) {
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 11)) {
      assertNoRowDependsOnItsNeighbours(model, ComputeType.INT8);
    }
  }

  private static void assertNoRowDependsOnItsNeighbours(Seq2SeqModel model, ComputeType type) {
    model.computeIn(type);
    int[][] sources = Models.rows(5, 6, 2, 6);
    assertThat(model.contextVectors(new int[][] {sources[1]})[0])
        .isEqualTo(model.contextVectors(sources)[1]);
    StepScorer<DecoderState> scorer = model.scorer();
    try (DecoderState all = model.encode(Models.rows(5, 6, 6, 6));
        DecoderState one = scorer.select(all, new int[] {1})) {
      assertThat(step(scorer, one, 9)[0]).isEqualTo(step(scorer, all, 4, 9, 17)[1]);
    }
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void rowsThatShareAStateGiveTheSameResultAsAlone(CellType cell) {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.config(cell, true, 2), 11)) {
      StepScorer<DecoderState> scorer = model.scorer();
      for (ComputeType arithmetic : List.of(ComputeType.FLOAT32, ComputeType.INT8)) {
        model.computeIn(arithmetic);
        try (DecoderState all = model.encode(Models.rows(5, 6, 4));
            DecoderState shared = scorer.select(all, new int[] {1, 0, 1, 1});
            DecoderState again = scorer.select(shared, new int[] {3, 1, 2});
            DecoderState first = scorer.select(all, new int[] {0});
            DecoderState second = scorer.select(all, new int[] {1})) {
          float[][] together = twoSteps(scorer, again, 9, 4, 17);
          assertThat(together[0]).containsExactly(twoSteps(scorer, second, 9)[0], within(1e-5f));
          assertThat(together[1]).containsExactly(twoSteps(scorer, first, 4)[0], within(1e-5f));
          assertThat(together[2]).containsExactly(twoSteps(scorer, second, 17)[0], within(1e-5f));
        }
      }
    }
  }

  @Test
  void probeAcceptsOnlyExpressionsThatGiveFour() {
    assertThat(Probe.givesFour("x * 2")).isTrue();
    assertThat(Probe.givesFour("x * 3")).isFalse();
    assertThat(Probe.givesFour("ops.aten.no_such_operation(x)")).isFalse();
  }

  @Test
  void autoResolvesToASupportedType() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.config(CellType.GRU, false, 1), 1)) {
      ComputeType taken = model.computeIn(ComputeType.AUTO);
      assertThat(taken).isNotEqualTo(ComputeType.AUTO);
      assertThat(taken.supported()).isTrue();
      assertThat(model.computeIn(taken)).isEqualTo(taken);
    }
  }

  @ParameterizedTest
  @EnumSource(ComputeType.class)
  void scorerUsesTheCurrentWeightsAndComputeType(ComputeType arithmetic) {
    ModelConfig config = Models.config(CellType.GRU, false, 1);
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 1);
        Seq2SeqModel other = Seq2SeqModel.create(config, 2);
        DecoderState state = model.encode(Models.rows(1, 3))) {
      StepScorer<DecoderState> scorer = model.scorer();
      float[] before = step(scorer, state, 2)[0];
      model.computeIn(arithmetic);
      other.computeIn(arithmetic);
      model.flatWeights(other.flatWeights());
      float[] expected;
      try (DecoderState theirs = other.encode(Models.rows(1, 3))) {
        expected = step(other.scorer(), theirs, 2)[0];
      }
      try (DecoderState anew = model.encode(Models.rows(1, 3))) {
        assertThat(step(scorer, anew, 2)[0]).isNotEqualTo(before).isEqualTo(expected);
      }
    }
  }

  private static float[][] values(DecoderState state) {
    NetworkProgram.State tensors = state.tensors();
    return new float[][] {
      NativeValues.floats(tensors.feed()),
      NativeValues.floats(tensors.hidden()),
      NativeValues.floats(tensors.cell())
    };
  }

  /* Log-probabilities (sources · steps, vocabulary) of steps that are fed the given pieces. */
  private static float[][] logProbs(Seq2SeqModel model, int[][] sources, int[][] written) {
    StepScorer<DecoderState> scorer = model.scorer();
    List<float[]> all = new ArrayList<>();
    DecoderState state = model.encode(sources);
    for (int t = 0; t < written[0].length; t++) {
      int position = t;
      int[] previous = Arrays.stream(written).mapToInt(row -> row[position]).toArray();
      Step<DecoderState> next = scorer.step(state, previous);
      state.close();
      state = next.state();
      all.addAll(List.of(rows(next.logProbs(), previous.length)));
    }
    state.close();
    return all.toArray(new float[0][]);
  }

  private static float[][] twoSteps(
      StepScorer<DecoderState> scorer, DecoderState state, int... previous) {
    Step<DecoderState> next = scorer.step(state, previous);
    next.logProbs().close();
    try (DecoderState after = next.state()) {
      return step(scorer, after, previous);
    }
  }

  private static float[][] step(
      StepScorer<DecoderState> scorer, DecoderState state, int... previous) {
    Step<DecoderState> next = scorer.step(state, previous);
    next.state().close();
    return rows(next.logProbs(), previous.length);
  }

  private static float[][] rows(LogProbs logProbs, int count) {
    try (logProbs) {
      float[][] rows = new float[count][];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = logProbs.row(row);
      }
      return rows;
    }
  }
}
