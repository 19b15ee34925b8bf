package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.corpus.Batch;
import dev.thimble.corpus.Example;
import dev.thimble.search.Adjustments;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Step;
import dev.thimble.search.StepScorer;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class Seq2SeqModelIT {
  @ParameterizedTest
  @MethodSource("dev.thimble.model.Models#sample")
  void contextVectorDoesNotDependOnTheBatch(ModelConfig config) {
    int[][] rows = Models.rows(1, 4, 11, 1, 4, 7, 2, 11);
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 1)) {
      float[][] together = model.contextVectors(rows);
      for (int i = 0; i < rows.length; i++) {
        float[] alone = model.contextVectors(new int[][] {rows[i]})[0];
        assertThat(together[i]).containsExactly(alone, within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.thimble.model.Models#variety")
  void lossOfABatchIsTheSumOfItsRows(ModelConfig config) {
    Batch batch = Models.batch(4);
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 1)) {
      double sum = 0;
      for (int i = 0; i < batch.size(); i++) {
        sum += model.loss(Batch.of(List.of(new Example(i, batch.source()[i], batch.target()[i]))));
      }
      assertThat(model.loss(batch)).isCloseTo(sum, within(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.thimble.model.Models#variety")
  void decodingStepsGiveTheLogProbabilitiesOfTraining(ModelConfig config) {
    Batch batch = Models.batch(8);
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 2)) {
      double sum = 0;
      for (int i = 0; i < batch.size(); i++) {
        sum -= stepped(model, batch.source()[i], batch.target()[i]);
      }
      assertThat(model.loss(batch)).isCloseTo(sum, within(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.thimble.model.Models#variety")
  void gradientIsTheSlopeOfTheLossAlongEveryParameter(ModelConfig config) {
    assertThatGradientIsTheSlope(
        config,
        Regularization.none().withEmbeddingDropout(0.2).withDropout(0.3).withLabelSmoothing(0.1));
  }

  @ParameterizedTest
  @MethodSource("dev.thimble.model.Models#sample")
  void gradientIsTheSlopeOfTheLossUnderEveryRegularization(ModelConfig config) {
    assertThatGradientIsTheSlope(
        config,
        Regularization.none()
            .withWordDropout(0.2)
            .withRecurrentDropout(0.3)
            .withDropout(0.1)
            .withLabelSmoothing(0.1)
            .withRDrop(1)
            .withBagOfWords(config.contextFeed().everyStep() ? 2 : 0));
  }

  /* The last state of a layer of zeros is 0, whatever the source is. */
  @ParameterizedTest
  @CsvSource({
    "1, true, 2, false",
    "2, true, 1, false",
    "2, true, 2, true",
    "1, false, 1, true",
    "2, false, 2, true"
  })
  void decoderStartsFromTheTopOfADeeperEncoderAndInEarlierModelsFromItsBottom(
      int decoderLayers, boolean fromTop, int firstOfZeros, boolean sourceCounts) {
    ModelConfig config =
        Models.layers(3, decoderLayers).toBuilder()
            .contextFeed(ContextFeed.START)
            .bridgeFromTop(fromTop)
            .build();
    Map<String, FloatTensor> weights = new LinkedHashMap<>(Models.weights(config));
    weights.replaceAll(
        (name, weight) ->
            name.matches("encoder\\.rnn\\..*_l[" + firstOfZeros + "-2].*")
                ? new FloatTensor(weight.shape(), new float[weight.values().length])
                : weight);
    try (Seq2SeqModel model = Seq2SeqModel.of(config, weights)) {
      double first = stepped(model, new int[] {4, 5}, new int[] {6, 7});
      double second = stepped(model, new int[] {9, 8, 7}, new int[] {6, 7});
      assertThat(first != second).isEqualTo(sourceCounts);
    }
  }

  @Test
  void parametersAreFreedWhenTheModelIsClosed() {
    BufferPoolMXBean direct = // freed at some collection of the heap, which may be far off
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();
    ModelConfig large = ModelConfig.builder(40_000, 40_000).embeddingSize(32).build();
    long before = direct.getMemoryUsed();
    Seq2SeqModel model = Seq2SeqModel.create(large, 1);
    model.close();
    assertThat(direct.getMemoryUsed() - before).isLessThan(model.parameterCount());
    assertThatThrownBy(model::flatWeights).hasMessage("the model is closed");
  }

  private static void assertThatGradientIsTheSlope(ModelConfig config, Regularization noise) {
    Batch batch = Models.batch(6);
    // within a step, another output may become the greatest
    double tolerance = config.contextPooling() == ContextPooling.CONCAT ? 0.08 : 0.02;
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 3)) {
      float[] start = model.flatWeights();
      float[] gradient = gradient(model, batch, noise);
      for (ParameterLayout.Parameter parameter : new ParameterLayout(config).parameters()) {
        float step = 1e-3f * (float) Math.min(1, 15 / Math.sqrt(parameter.size()));
        float[] up = start.clone();
        float[] down = start.clone();
        double expected = 0;
        // each entry moves in the direction of its gradient, so that errors cannot cancel out
        for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
          float d = Math.copySign(step, gradient[i]);
          up[i] += d;
          down[i] -= d;
          expected += 2.0 * d * gradient[i];
        }
        double change = meanLoss(model, up, batch, noise) - meanLoss(model, down, batch, noise);
        assertThat(change)
            .as(parameter.name())
            .isCloseTo(expected, within(1e-5 + tolerance * expected));
      }
    }
  }

  @Test
  void bagOfWordsLossOfAModelThatGetsItsContextOnceIsRefused() {
    ModelConfig config = Models.with(CellType.GRU, true, ContextFeed.START, Tying.ALL);
    Regularization noise = Regularization.none().withBagOfWords(1);
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 1)) {
      assertThatThrownBy(() -> model.gradient(Models.batch(1), noise, ComputeType.FLOAT32, 1))
          .hasMessage(
              "bagOfWords is 1.0, but the context feed is START; the bag-of-words loss needs"
                  + " EVERY_STEP or GATED");
    }
  }

  @Test
  void bagOfWordsLossOfOnePieceIsItsCrossEntropy() {
    Batch batch = Batch.of(List.of(new Example(0, new int[] {4, 5}, new int[0])));
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.config(CellType.LSTM, true, 1), 1)) {
      double plain = meanLoss(model, model.flatWeights(), batch, Regularization.none());
      double both =
          meanLoss(model, model.flatWeights(), batch, Regularization.none().withBagOfWords(1));
      assertThat(both - plain).isCloseTo(Math.log(Models.VOCABULARY), within(0.5));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.thimble.model.Models#sample")
  void bfloat16GradientHasNearlyTheSameDirection(ModelConfig config) {
    Batch batch = Models.batch(6);
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 3)) {
      float[] exact = gradient(model, batch, Regularization.none());
      float[] rounded;
      try (Gradient gradient =
          model.gradient(batch, Regularization.none(), ComputeType.BFLOAT16, 1)) {
        rounded = gradient.values().toFloatArray();
      }
      assertThat(cosine(exact, rounded)).isGreaterThan(0.99);
    }
  }

  @Test
  void sameSeedGivesTheSameGradientAndAnotherSeedAnother() {
    Batch batch = Models.batch(2);
    Regularization noise =
        Regularization.none().withDropout(0.3).withScheduledSampling(0.3).withRDrop(1);
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.config(CellType.LSTM, true, 2), 3)) {
      float[] first = gradient(model, batch, noise, 7);
      assertThat(gradient(model, batch, noise, 7)).isEqualTo(first);
      assertThat(gradient(model, batch, noise, 8)).isNotEqualTo(first);
    }
  }

  @Test
  void sameSeedGivesTheSameModel() {
    ModelConfig config = Models.config(CellType.GRU, true, 1);
    try (Seq2SeqModel one = Seq2SeqModel.create(config, 9);
        Seq2SeqModel two = Seq2SeqModel.create(config, 9);
        Seq2SeqModel other = Seq2SeqModel.create(config, 10)) {
      assertThat(one.flatWeights()).isEqualTo(two.flatWeights()).isNotEqualTo(other.flatWeights());
    }
  }

  @Test
  void parametersHaveTorchNamesAndShapes() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.config(CellType.LSTM, true, 2), 1)) {
      Map<String, FloatTensor> weights = model.weights();
      assertThat(weights.get("encoder.rnn.weight_ih_l0").shape()).containsExactly(24, 7);
      assertThat(weights.get("encoder.rnn.weight_hh_l0_reverse").shape()).containsExactly(24, 6);
      assertThat(weights.get("encoder.rnn.weight_ih_l1_reverse").shape()).containsExactly(24, 12);
      assertThat(weights.get("encoder.rnn.bias_hh_l1").shape()).containsExactly(24);
      assertThat(weights.get("decoder.rnn.weight_ih_l0").shape()).containsExactly(20, 19);
      assertThat(weights.get("decoder.embedding.weight").shape()).containsExactly(23, 7);
      assertThat(weights.get("output.bias").shape()).containsExactly(23);
      assertThat(weights.values().stream().mapToInt(w -> w.values().length).sum())
          .isEqualTo(model.parameterCount());
    }
  }

  @Test
  void recurrentWeightsStartOrthogonalAndForgetBiasesAtOne() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.config(CellType.LSTM, false, 1), 1)) {
      float[] u = model.weights().get("encoder.rnn.weight_hh_l0").values();
      for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++) {
          double dot = 0;
          for (int k = 0; k < 6; k++) {
            dot += u[i * 6 + k] * u[j * 6 + k];
          }
          assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-5));
        }
      }
      float[] bias = model.weights().get("encoder.rnn.bias_ih_l0").values();
      assertThat(Arrays.copyOfRange(bias, 6, 12)).containsOnly(1f);
      assertThat(bias[0]).isZero();
    }
  }

  @Test
  void weightsThatDoNotFitAreRefusedWithTheirName() {
    ModelConfig config = Models.config(CellType.GRU, false, 1);
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 1)) {
      Map<String, FloatTensor> weights = new LinkedHashMap<>(model.weights());
      FloatTensor bias = weights.remove("output.bias");
      assertThatThrownBy(() -> model.load(weights)).hasMessageContaining("no output.bias");
      weights.put("output.bias", new FloatTensor(new long[] {2}, new float[2]));
      assertThatThrownBy(() -> model.load(weights)).hasMessageContaining("shape [2]");
      weights.put("output.bias", bias);
      weights.put("extra", bias);
      assertThatThrownBy(() -> model.load(weights)).hasMessageContaining("parameter extra");
    }
  }

  @Test
  void idOutOfRangeIsRefusedBeforeItReachesNativeCode() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.config(CellType.RNN, false, 1), 1)) {
      assertThatThrownBy(() -> model.contextVectors(new int[][] {{4, 23}}))
          .hasMessageContaining("source id 23");
      Batch batch = Batch.of(List.of(new Example(0, new int[] {4}, new int[] {-1})));
      assertThatThrownBy(() -> model.loss(batch)).hasMessageContaining("target id -1");
      try (DecoderState state = model.encode(new int[][] {{4}})) {
        StepScorer<DecoderState> scorer = model.scorer();
        assertThatThrownBy(() -> scorer.step(state, new int[] {99})).hasMessageContaining("99");
        assertThatThrownBy(() -> scorer.select(state, new int[] {1}))
            .hasMessageContaining("row id 1");
      }
    }
  }

  @Test
  void stepsLeaveNoNativeArrayOpen() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.config(CellType.LSTM, true, 1), 1)) {
      stepped(model, new int[] {4, 5}, new int[] {6});
      int before = model.openArrays();
      for (int i = 0; i < 500; i++) {
        stepped(model, new int[] {4, 5}, new int[] {6});
      }
      assertThat(model.openArrays()).isEqualTo(before);
    }
  }

  /* Log-probability of a target by decoding steps; also checks that row and topK agree. */
  private static double stepped(Seq2SeqModel model, int[] source, int[] target) {
    StepScorer<DecoderState> scorer = model.scorer();
    DecoderState state = model.encode(new int[][] {source});
    int previous = model.config().specialTokens().bos();
    double sum = 0;
    for (int t = 0; t <= target.length; t++) {
      int gold = t == target.length ? model.config().specialTokens().eos() : target[t];
      Step<DecoderState> step = scorer.step(state, new int[] {previous});
      state.close();
      state = step.state();
      try (LogProbs logProbs = step.logProbs()) {
        float[] row = logProbs.row(0);
        assertThat(logProbs.topK(3, Adjustments.banning(0)).logProbs()[0][0])
            .isLessThanOrEqualTo(row[logProbs.topK(1, Adjustments.banning()).ids()[0][0]]);
        sum += row[gold];
      }
      previous = gold;
    }
    state.close();
    return sum;
  }

  private static double meanLoss(
      Seq2SeqModel model, float[] weights, Batch batch, Regularization noise) {
    model.flatWeights(weights);
    try (Gradient gradient = model.gradient(batch, noise, ComputeType.FLOAT32, 1)) {
      return gradient.loss() / gradient.tokens();
    }
  }

  private static float[] gradient(Seq2SeqModel model, Batch batch, Regularization noise) {
    return gradient(model, batch, noise, 1);
  }

  private static float[] gradient(
      Seq2SeqModel model, Batch batch, Regularization noise, long seed) {
    try (Gradient gradient = model.gradient(batch, noise, ComputeType.FLOAT32, seed)) {
      return gradient.values().toFloatArray();
    }
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double na = 0;
    double nb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      na += a[i] * a[i];
      nb += b[i] * b[i];
    }
    return dot / Math.sqrt(na * nb);
  }
}
