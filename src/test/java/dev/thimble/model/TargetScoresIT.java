package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.corpus.Batch;
import dev.thimble.search.Adjustments;
import dev.thimble.search.Beam;
import dev.thimble.search.Choices;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Reference;
import dev.thimble.search.Sampling;
import dev.thimble.search.Search;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.SearchTask;
import dev.thimble.search.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetScoresIT {
  private static final int[][] SOURCES = Models.rows(3, 5, 2, 9, 1);

  @ParameterizedTest
  @MethodSource("dev.thimble.model.Models#sample")
  void forcedScoresOfSearchResultsAreThoseOfSearch(ModelConfig config) {
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 7)) {
      assertScoresAgree(model, SearchConfig.defaults().withStrategy(Beam.of(4)));
      assertScoresAgree(model, SearchConfig.defaults().withStrategy(Sampling.defaults()));
    }
  }

  private static void assertScoresAgree(Seq2SeqModel model, SearchConfig config) {
    List<SearchTask> tasks = IntStream.of(5, 2, 9, 1).mapToObj(SearchTask::of).toList();
    List<Hypothesis> found =
        new Search(config, model.config().specialTokens())
            .search(model.scorer(), model.encode(SOURCES), tasks).stream()
                .map(best -> best.get(0))
                .toList();
    int[][] targets = found.stream().map(Hypothesis::ids).toArray(int[][]::new);
    float[][] scores = logProbs(model, SOURCES, targets);
    for (int row = 0; row < scores.length; row++) {
      float[] expected = found.get(row).logProbs(); // without eos if the length limit ended it
      assertThat(scores[row]).hasSize(targets[row].length + 1);
      assertThat(Arrays.copyOf(scores[row], expected.length))
          .containsExactly(expected, within(1e-4f));
    }
  }

  @Test
  void sumOfScoresIsTheTrainingLoss() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.config(CellType.GRU, true, 2), 7)) {
      Batch batch = Models.batch(5);
      double sum = 0;
      for (float[] row : logProbs(model, batch.source(), batch.target())) {
        for (float value : row) {
          sum += value;
        }
      }
      assertThat(-sum).isCloseTo(model.loss(batch), within(1e-3));
    }
  }

  @Test
  void scoringLeavesNoNativeArrayOpenAndChecksItsIds() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.config(CellType.LSTM, false, 1), 7)) {
      logProbs(model, SOURCES, SOURCES);
      int before = model.openArrays();
      logProbs(model, SOURCES, SOURCES);
      assertThatThrownBy(() -> logProbs(model, new int[][] {{4}}, new int[][] {{5, 99}}))
          .hasMessageContaining("99");
      assertThat(model.openArrays()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {23, 2003}) // with many pieces, the best are searched block by block
  void nativeChoiceEqualsThatOfThePlainJavaScorer(int pieces) {
    Adjustments adjustments =
        new Adjustments(
            new int[] {0, 1, 2},
            new int[] {1},
            new Adjustments.Cells(
                new int[] {0, 0, 1, 1},
                new int[] {3, 7, 9, 10},
                new float[] {1, 2, 1, 1},
                new float[] {Float.NEGATIVE_INFINITY, 0, 0, 0.5f}));
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.ofPieces(pieces), 7);
        DecoderState state = model.encode(SOURCES)) {
      Step<DecoderState> step = model.scorer().step(state, new int[] {2, 2, 2, 2});
      try (LogProbs own = step.logProbs();
          DecoderState next = step.state()) {
        float[][] rows = new float[next.rows()][];
        Arrays.setAll(rows, own::row);
        LogProbs plain = Reference.logProbs(rows);
        assertSame(own.topK(2, adjustments), plain.topK(2, adjustments));
        assertSame(own.topK(4, Adjustments.banning(3)), plain.topK(4, Adjustments.banning(3)));
        for (Sampling sampling :
            List.of(
                Sampling.defaults(),
                new Sampling(0.5, 3, 1),
                new Sampling(2, 0, 0.8),
                new Sampling(1, 0, 0.1),
                new Sampling(1, 6, 0.5))) {
          for (int sample = 0; sample < 25; sample++) {
            long[] keys = {sample, sample * 7L, -sample, Long.MIN_VALUE + sample};
            for (Adjustments each : List.of(adjustments, Adjustments.banning(3, 5))) {
              assertSame(own.draw(keys, sampling, each), plain.draw(keys, sampling, each));
            }
          }
        }
      }
    }
  }

  @Test
  void nativeNoiseEqualsJavaNoiseBitForBit() {
    long[] keys = {0, -1, Reference.key(42, 3, 7), Long.MIN_VALUE, Long.MAX_VALUE};
    String noise =
        """

        class Noise(Module):
          training : bool

          def hashes(self, pieces: Tensor) -> Tensor:
            return __torch__.hashes(pieces)

          def uniform(self, keys: Tensor, hashes: Tensor) -> Tensor:
            return __torch__.uniform(keys, hashes)
        """;
    try (CompiledModule module =
            CompiledModule.compile(
                "Noise", NetworkSource.network() + noise, Map.of("training", false));
        NDManager manager = NativeRuntime.newManager()) {
      NDArray pieces = manager.create(LongStream.range(0, 8000).toArray());
      NDArray hashes = module.tensor(manager, "hashes", pieces);
      double[] found =
          module.tensor(manager, "uniform", manager.create(keys), hashes).toDoubleArray();
      double[] expected =
          Arrays.stream(keys)
              .boxed()
              .flatMapToDouble(
                  key -> IntStream.range(0, 8000).mapToDouble(id -> Reference.uniform(key, id)))
              .toArray();
      assertThat(found).containsExactly(expected);
    }
  }

  @Test
  void shortlistDrawsTheSameAsBanningAllOtherPieces() {
    int[] few = {9, 3, 17, 20};
    int[] others =
        IntStream.range(0, 23).filter(id -> IntStream.of(few).noneMatch(i -> i == id)).toArray();
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.ofPieces(23), 7);
        ShortlistScorer scorer = model.scorer(few);
        DecoderState state = model.encode(SOURCES)) {
      int[] previous = {2, 4, 4, 5};
      Step<DecoderState> all = model.scorer().step(state, previous);
      Step<DecoderState> among = scorer.step(state, previous);
      try (LogProbs allProbs = all.logProbs();
          LogProbs fewProbs = among.logProbs();
          DecoderState one = all.state();
          DecoderState other = among.state()) {
        assertThat(one.rows()).isEqualTo(other.rows());
        for (Sampling sampling : List.of(Sampling.defaults(), new Sampling(1, 3, 0.9))) {
          for (int sample = 0; sample < 50; sample++) {
            long[] keys = {sample, sample + 1, sample + 2, sample + 3};
            assertThat(fewProbs.draw(keys, sampling, Adjustments.banning()).ids())
                .isDeepEqualTo(allProbs.draw(keys, sampling, Adjustments.banning(others)).ids());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.thimble.model.Models#sample")
  void shortlistRenormalizesProbabilitiesOverItsPieces(ModelConfig config) {
    int[] ids = {9, 3, 17};
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 7);
        ShortlistScorer few = model.scorer(ids);
        DecoderState state = model.encode(SOURCES)) {
      int[] previous = {2, 4, 4, 5};
      Step<DecoderState> all = model.scorer().step(state, previous);
      Step<DecoderState> among = few.step(state, previous);
      try (LogProbs allProbs = all.logProbs();
          LogProbs fewProbs = among.logProbs();
          DecoderState one = all.state();
          DecoderState other = among.state()) {
        assertThat(one.rows()).isEqualTo(other.rows());
        float[] full = allProbs.row(2);
        double mass = Math.exp(full[3]) + Math.exp(full[9]) + Math.exp(full[17]);
        float[] own = fewProbs.row(2);
        for (int id : ids) {
          assertThat(own[id]).isCloseTo((float) (full[id] - Math.log(mass)), within(1e-5f));
        }
        assertThat(own[5]).isEqualTo(Float.NEGATIVE_INFINITY);
        Choices best = fewProbs.topK(2, Adjustments.banning(9, 5));
        assertThat(best.ids()[2]).containsExactlyInAnyOrder(3, 17);
      }
    }
  }

  @Test
  void pieceOutsideTheShortlistCannotBeForced() {
    Adjustments forced =
        new Adjustments(
            new int[0],
            new int[] {0},
            new Adjustments.Cells(new int[] {0}, new int[] {8}, new float[] {1}, new float[] {0}));
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.config(CellType.GRU, false, 1), 7);
        ShortlistScorer few = model.scorer(new int[] {3, 9});
        DecoderState state = model.encode(Models.rows(1, 3))) {
      Step<DecoderState> step = few.step(state, new int[] {2});
      try (LogProbs own = step.logProbs();
          DecoderState next = step.state()) {
        assertThatThrownBy(() -> own.topK(1, forced)).hasMessageContaining("piece 8");
        assertThat(next.rows()).isEqualTo(1);
      }
    }
  }

  /* Log-probability of each target piece and then of eos, by a search that is forced to choose the targets. */
  private static float[][] logProbs(Seq2SeqModel model, int[][] sources, int[][] targets) {
    List<SearchTask> tasks = Arrays.stream(targets).map(SearchTask::forced).toList();
    return new Search(SearchConfig.forced(), model.config().specialTokens())
        .search(model.scorer(), model.encode(sources), tasks).stream()
            .map(found -> found.get(0).logProbs())
            .toArray(float[][]::new);
  }

  private static void assertSame(Choices actual, Choices expected) {
    assertThat(actual.ids()).isDeepEqualTo(expected.ids());
    assertThat(actual.logProbs()).isDeepEqualTo(expected.logProbs());
    for (int row = 0; row < expected.adjusted().length; row++) {
      assertThat(actual.adjusted()[row]).containsExactly(expected.adjusted()[row], within(1e-6f));
    }
  }
}
