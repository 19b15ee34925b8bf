package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.search.Adjustments;
import dev.thimble.search.Choices;
import dev.thimble.search.GreedyRun;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Step;
import dev.thimble.search.StepScorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Greedy steps taken by one native call. */
class GreedyRunIT {
  private static final int[][] SOURCES = Models.rows(3, 5, 2, 9);
  private static final int[] SHORTLIST = {3, 5, 9, 17, 22};
  private static final int[] BANNED = {0, 1, 2, 8};
  private static final int STEPS = 12;

  static List<ModelConfig> areTheBitsOfSingleSteps() {
    return List.of(
        Models.attentive(Models.wide(CellType.LSTM)),
        Models.layers(1, 3),
        Models.with(CellType.GRU, true, ContextFeed.EVERY_STEP, Tying.NONE));
  }

  @ParameterizedTest
  @MethodSource
  void areTheBitsOfSingleSteps(ModelConfig config) {
    for (ComputeType type : ComputeType.values()) {
      if (type.supported()) {
        try (Seq2SeqModel model = Seq2SeqModel.create(config, 1);
            ShortlistScorer few = model.scorer(SHORTLIST)) {
          model.computeIn(type);
          assertRunIsTheSteps(model, model.scorer());
          assertRunIsTheSteps(model, few);
        }
      }
    }
  }

  private static void assertRunIsTheSteps(Seq2SeqModel model, StepScorer<DecoderState> scorer) {
    List<Choices> steps = new ArrayList<>();
    int[] previous = start(model);
    int before = model.openArrays();
    try (DecoderState first = model.encode(SOURCES)) {
      DecoderState state = scorer.select(first, new int[] {0, 1, 2});
      do {
        Step<DecoderState> step = scorer.step(state, previous);
        state.close();
        state = step.state();
        try (LogProbs logProbs = step.logProbs()) {
          steps.add(logProbs.topK(1, Adjustments.banning(BANNED)));
        }
        previous = ids(steps.get(steps.size() - 1));
      } while (steps.size() < STEPS && !ends(model, previous));
      state.close();
      GreedyRun<DecoderState> run = scorer.greedy(first, start(model), BANNED, STEPS);
      run.state().close();
      assertThat(run.steps()).hasSameSizeAs(steps);
      for (int i = 0; i < steps.size(); i++) {
        assertThat(run.steps().get(i).ids()).isDeepEqualTo(steps.get(i).ids());
        assertThat(run.steps().get(i).logProbs()).isDeepEqualTo(steps.get(i).logProbs());
        assertThat(run.steps().get(i).adjusted()).isSameAs(run.steps().get(i).logProbs());
      }
    }
    assertThat(model.openArrays()).isEqualTo(before);
  }

  private static int[] start(Seq2SeqModel model) {
    int[] previous = new int[SOURCES.length];
    Arrays.fill(previous, model.config().specialTokens().bos());
    return previous;
  }

  private static int[] ids(Choices choices) {
    return Arrays.stream(choices.ids()).mapToInt(row -> row[0]).toArray();
  }

  private static boolean ends(Seq2SeqModel model, int[] ids) {
    return Arrays.stream(ids).anyMatch(id -> id == model.config().specialTokens().eos());
  }

  @Test
  void stateAfterThemContinuesWhereTheyEnded() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.wide(CellType.LSTM), 1);
        DecoderState first = model.encode(SOURCES)) {
      int[] noEnd = {0, 1, 2, 3};
      GreedyRun<DecoderState> whole = model.scorer().greedy(first, start(model), noEnd, 7);
      GreedyRun<DecoderState> half = model.scorer().greedy(first, start(model), noEnd, 4);
      GreedyRun<DecoderState> rest =
          model.scorer().greedy(half.state(), ids(half.steps().get(3)), noEnd, 3);
      assertThat(whole.steps()).hasSize(7);
      for (int i = 0; i < 3; i++) {
        assertThat(rest.steps().get(i).ids()).isDeepEqualTo(whole.steps().get(4 + i).ids());
        assertThat(rest.steps().get(i).logProbs())
            .isDeepEqualTo(whole.steps().get(4 + i).logProbs());
      }
      whole.state().close();
      half.state().close();
      rest.state().close();
    }
  }

  @Test
  void idsAreChecked() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.ofPieces(23), 7);
        DecoderState state = model.encode(SOURCES)) {
      StepScorer<DecoderState> scorer = model.scorer();
      assertThatThrownBy(() -> scorer.greedy(state, new int[] {2, 2, 23}, BANNED, 2))
          .hasMessage("previous id 23 is not in the vocabulary of 23 pieces");
      assertThatThrownBy(() -> scorer.greedy(state, new int[] {2, 2, 2}, new int[] {-1}, 2))
          .hasMessage("banned id -1 is not in the vocabulary of 23 pieces");
      assertThatThrownBy(() -> scorer.greedy(state, new int[] {2}, BANNED, 2))
          .hasMessage("1 previous ids for a state of 3 rows");
    }
  }
}
