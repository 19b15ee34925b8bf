package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.search.Adjustments;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Step;
import dev.thimble.search.StepScorer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Seq2SeqModel#forInference}. */
class ModelForInferenceIT {
  /* Tied and untied output layers, layer normalization, a gate and pooling. */
  static List<ModelConfig> computesTheSameAsAModelWithParametersAndKeepsNone() {
    return List.of(
        Models.attentive(Models.config(CellType.LSTM, true, 2)),
        Models.with(CellType.GRU, false, ContextFeed.EVERY_STEP, Tying.NONE).toBuilder()
            .layerNorm(true)
            .build());
  }

  @ParameterizedTest
  @MethodSource
  void computesTheSameAsAModelWithParametersAndKeepsNone(ModelConfig config) {
    int[][] sources = Models.rows(1, 4, 11, 2);
    int[] shortlist = {3, 5, 8, 13};
    for (ComputeType type : ComputeType.values()) {
      if (!type.supported()) {
        continue;
      }
      try (Seq2SeqModel whole = Seq2SeqModel.create(config, 1);
          Seq2SeqModel inference = Seq2SeqModel.forInference(config, whole.weights(), type)) {
        assertThat(inference.computeType()).isEqualTo(whole.computeIn(type));
        assertThat(inference.contextVectors(sources)).isDeepEqualTo(whole.contextVectors(sources));
        assertThat(firstScores(inference, inference.scorer(), sources, 24))
            .isEqualTo(firstScores(whole, whole.scorer(), sources, 24));
        try (ShortlistScorer some = inference.scorer(shortlist);
            ShortlistScorer same = whole.scorer(shortlist)) {
          assertThat(firstScores(inference, some, sources, 4))
              .isEqualTo(firstScores(whole, same, sources, 4));
        }
        assertThat(inference.openArrays()).isZero();
      }
    }
  }

  private static String firstScores(
      Seq2SeqModel model, StepScorer<DecoderState> scorer, int[][] sources, int best) {
    int[] previous = new int[sources.length];
    Arrays.fill(previous, model.config().specialTokens().bos());
    try (DecoderState state = model.encode(sources)) {
      Step<DecoderState> step = scorer.step(state, previous);
      try (DecoderState next = step.state();
          LogProbs logProbs = step.logProbs()) {
        assertThat(next).isNotSameAs(state);
        return Arrays.deepToString(logProbs.topK(best, Adjustments.banning()).logProbs());
      }
    }
  }

  @Test
  void readingAndChangingParametersIsRefused() {
    ModelConfig config = Models.config(CellType.GRU, true, 1);
    Map<String, FloatTensor> weights = Models.weights(config);
    try (Seq2SeqModel model = Seq2SeqModel.forInference(config, weights, ComputeType.FLOAT32)) {
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              model::weights,
              model::flatWeights,
              model::parametersForUpdate,
              () -> model.load(weights),
              () -> model.loss(Models.batch(4)),
              () -> model.computeIn(ComputeType.BFLOAT16))) {
        assertThatThrownBy(call)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("the model was made for inference in FLOAT32; its parameters are not kept");
      }
    }
  }

  @Test
  void weightsThatDoNotFitAreRefusedWithTheirName() {
    ModelConfig config = Models.config(CellType.GRU, true, 1);
    assertThatThrownBy(() -> Seq2SeqModel.forInference(config, Map.of(), ComputeType.FLOAT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the weights have no encoder.embedding.weight");
  }
}
