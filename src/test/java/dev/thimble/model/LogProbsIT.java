package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.search.Adjustments;
import dev.thimble.search.Choices;
import dev.thimble.search.EnsembleConfig;
import dev.thimble.search.EnsembleScorer;
import dev.thimble.search.EnsembleState;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Sampling;
import dev.thimble.search.Step;
import dev.thimble.search.StepScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The log-probabilities of some ids, from native code, and the choice after them. */
class LogProbsIT {
  private static final int[][] SOURCES = Models.rows(3, 5, 2, 9, 1);
  private static final int[] PREVIOUS = {2, 4, 4, 5};
  private static final int[] WANTED = {9, 3, 17, 20};
  private static final Adjustments BY_ROW =
      new Adjustments(
          new int[] {0, 9},
          new int[] {1},
          new Adjustments.Cells(
              new int[] {0, 1, 1},
              new int[] {7, 5, 10},
              new float[] {2, 1, 1},
              new float[] {0, 0, 0.5f}));

  @ParameterizedTest
  @EnumSource(ComputeType.class)
  void areThoseOfTheirRowsInEveryComputeType(ComputeType type) {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.wide(CellType.LSTM), 7)) {
      model.computeIn(type);
      assertAgree(model, model.scorer());
    }
  }

  @Test
  void areThoseOfTheirRowsInAShortlist() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.config(CellType.GRU, true, 1), 7);
        ShortlistScorer few = model.scorer(new int[] {3, 5, 9, 17, 22})) {
      assertAgree(model, few);
      float[][] found = after(model, few, own -> own.of(WANTED));
      assertThat(found[2][3]).isEqualTo(Float.NEGATIVE_INFINITY);
      assertThat(found[2][0]).isGreaterThan(Float.NEGATIVE_INFINITY);
    }
  }

  @Test
  void areTheMeanOfTheModelsInAnEnsemble() {
    ModelConfig config = Models.config(CellType.GRU, true, 1);
    try (Seq2SeqModel first = Seq2SeqModel.create(config, 1);
        Seq2SeqModel second = Seq2SeqModel.create(config, 2)) {
      EnsembleScorer<DecoderState> both =
          new EnsembleScorer<>(
              List.of(first.scorer(), second.scorer()), EnsembleConfig.defaults(2));
      float[][] one = after(first, first.scorer(), own -> own.of(WANTED));
      float[][] other = after(second, second.scorer(), own -> own.of(WANTED));
      try (EnsembleState<DecoderState> state =
          both.state(List.of(first.encode(SOURCES), second.encode(SOURCES)))) {
        Step<EnsembleState<DecoderState>> step = both.step(state, PREVIOUS);
        step.state().close();
        float[][] mean = step.logProbs().of(WANTED);
        for (int row = 0; row < mean.length; row++) {
          for (int i = 0; i < WANTED.length; i++) {
            double expected = (Math.exp(one[row][i]) + Math.exp(other[row][i])) / 2;
            assertThat(Math.exp(mean[row][i])).isCloseTo(expected, within(1e-6));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {23, 2003})
  void choiceAfterThemIsTheSameAsWithoutThem(int pieces) {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.ofPieces(pieces), 7)) {
      long[] keys = {1, 2, 3, 4};
      List<Function<LogProbs, Choices>> choices =
          List.of(
              own -> own.topK(3, Adjustments.banning(4, 9)),
              own -> own.topK(3, BY_ROW),
              own -> own.draw(keys, new Sampling(1, 5, 0.9), Adjustments.banning(4, 9)),
              own -> own.draw(keys, Sampling.defaults(), BY_ROW));
      for (Function<LogProbs, Choices> choice : choices) {
        Choices alone = after(model, model.scorer(), choice);
        Choices following =
            after(
                model,
                model.scorer(),
                own -> {
                  own.of(WANTED);
                  return choice.apply(own);
                });
        assertThat(following.ids()).isDeepEqualTo(alone.ids());
        assertThat(following.logProbs()).isDeepEqualTo(alone.logProbs());
        assertThat(following.adjusted()).isDeepEqualTo(alone.adjusted());
      }
    }
  }

  @Test
  void rowsAreUnchangedAfterAChoice() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.ofPieces(23), 7)) {
      float[] row = after(model, model.scorer(), own -> own.row(2));
      float[] later =
          after(
              model,
              model.scorer(),
              own -> {
                own.of(WANTED);
                own.of(WANTED);
                own.topK(2, Adjustments.banning(9));
                return own.row(2);
              });
      assertThat(later).isEqualTo(row);
    }
  }

  @Test
  void leaveNoNativeArrayOpenAndCheckTheirIds() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.ofPieces(23), 7)) {
      after(model, model.scorer(), own -> own.of(WANTED));
      int before = model.openArrays();
      after(model, model.scorer(), own -> own.of(WANTED));
      float[][] none = after(model, model.scorer(), own -> own.of(new int[0]));
      assertThat(none).hasDimensions(4, 0);
      assertThatThrownBy(() -> after(model, model.scorer(), own -> own.of(new int[] {23})))
          .hasMessage("wanted id 23 is not in the vocabulary of 23 pieces");
      assertThat(model.openArrays()).isEqualTo(before);
    }
  }

  private static void assertAgree(Seq2SeqModel model, StepScorer<DecoderState> scorer) {
    float[][] found = after(model, scorer, own -> own.of(WANTED));
    float[][] rows =
        after(
            model,
            scorer,
            own -> {
              List<float[]> all = new ArrayList<>();
              for (int row = 0; row < PREVIOUS.length; row++) {
                all.add(own.row(row));
              }
              return all.toArray(float[][]::new);
            });
    assertThat(found).hasDimensions(PREVIOUS.length, WANTED.length);
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < WANTED.length; i++) {
        assertThat(found[row][i]).isEqualTo(rows[row][WANTED[i]]);
      }
    }
  }

  /* What a function finds in the log-probabilities of the first step. */
  private static <T> T after(
      Seq2SeqModel model, StepScorer<DecoderState> scorer, Function<LogProbs, T> reader) {
    try (DecoderState state = model.encode(SOURCES)) {
      Step<DecoderState> step = scorer.step(state, PREVIOUS);
      try (LogProbs own = step.logProbs();
          DecoderState next = step.state()) {
        assertThat(next.rows()).isEqualTo(PREVIOUS.length);
        return reader.apply(own);
      }
    }
  }
}
