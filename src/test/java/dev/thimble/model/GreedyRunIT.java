package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.search.Adjustments;
import dev.thimble.search.Choices;
import dev.thimble.search.GreedyRun;
import dev.thimble.search.GreedySteps;
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
  private static final Adjustments BANNED = Adjustments.banning(0, 1, 2, 8);
  private static final GreedySteps UNTIL_EOS = new GreedySteps(BANNED, new int[] {3}, 12);
  private static final GreedySteps UNTIL_REQUIRED =
      new GreedySteps(BANNED, new int[] {17, 3, 22}, 12);
  private static final GreedySteps BIASED =
      new GreedySteps(
          new Adjustments(
              new int[] {0, 1, 2, 9},
              new int[] {1},
              new Adjustments.Cells(
                  new int[] {0, 1, 1, 2},
                  new int[] {3, 5, 17, 9},
                  new float[] {1, 1, 2, 1},
                  new float[] {-3, 0, 0.5f, 0})),
          new int[] {3},
          9);
  /* Row 1 has no entry left. */
  private static final GreedySteps STUCK =
      new GreedySteps(
          new Adjustments(
              new int[] {0, 1, 2, 3},
              new int[] {1},
              new Adjustments.Cells(
                  new int[] {0}, new int[] {5}, new float[] {1}, new float[] {0})),
          new int[] {3},
          9);

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
          for (GreedySteps asked : List.of(UNTIL_EOS, UNTIL_REQUIRED, BIASED, STUCK)) {
            assertRunIsTheSteps(model, model.scorer(), asked);
            assertRunIsTheSteps(model, few, asked);
          }
        }
      }
    }
  }

  private static void assertRunIsTheSteps(
      Seq2SeqModel model, StepScorer<DecoderState> scorer, GreedySteps asked) {
    List<Choices> steps = new ArrayList<>();
    float[][] until;
    int[] previous = start(model);
    int before = model.openArrays();
    try (DecoderState first = model.encode(SOURCES)) {
      DecoderState state = scorer.select(first, new int[] {0, 1, 2});
      do {
        Step<DecoderState> step = scorer.step(state, previous);
        state.close();
        state = step.state();
        try (LogProbs logProbs = step.logProbs()) {
          float[][] own = logProbs.of(asked.until());
          until = asked.until().length == 1 ? new float[0][] : own;
          steps.add(logProbs.topK(1, asked.adjustments()));
        }
        previous = ids(steps.get(steps.size() - 1));
      } while (steps.size() < asked.most()
          && !haveOneOf(previous, asked.until())
          && !isStuck(steps.get(steps.size() - 1)));
      state.close();
      GreedyRun<DecoderState> run = scorer.greedy(first, start(model), asked);
      run.state().close();
      assertThat(run.steps()).hasSameSizeAs(steps);
      for (int i = 0; i < steps.size(); i++) {
        assertThat(run.steps().get(i).ids()).isDeepEqualTo(steps.get(i).ids());
        assertThat(run.steps().get(i).logProbs()).isDeepEqualTo(steps.get(i).logProbs());
        assertThat(run.steps().get(i).adjusted()).isDeepEqualTo(steps.get(i).adjusted());
      }
      assertThat(run.until()).isDeepEqualTo(until);
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

  private static boolean isStuck(Choices taken) {
    return Arrays.stream(taken.adjusted()).anyMatch(row -> row[0] == Float.NEGATIVE_INFINITY);
  }

  private static boolean haveOneOf(int[] ids, int[] wanted) {
    return Arrays.stream(ids).anyMatch(id -> Arrays.stream(wanted).anyMatch(w -> w == id));
  }

  @Test
  void stateAfterThemContinuesWhereTheyEnded() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.wide(CellType.LSTM), 1);
        DecoderState first = model.encode(SOURCES)) {
      GreedyRun<DecoderState> whole = model.scorer().greedy(first, start(model), endless(7));
      GreedyRun<DecoderState> half = model.scorer().greedy(first, start(model), endless(4));
      GreedyRun<DecoderState> rest =
          model.scorer().greedy(half.state(), ids(half.steps().get(3)), endless(3));
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

  private static GreedySteps endless(int steps) {
    return new GreedySteps(Adjustments.banning(0, 1, 2, 3), new int[] {3}, steps);
  }

  @Test
  void idsAreChecked() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.ofPieces(23), 7);
        DecoderState state = model.encode(SOURCES)) {
      StepScorer<DecoderState> scorer = model.scorer();
      assertThatThrownBy(() -> scorer.greedy(state, new int[] {2, 2, 23}, UNTIL_EOS))
          .hasMessage("previous id 23 is not in the vocabulary of 23 pieces");
      GreedySteps banning = new GreedySteps(Adjustments.banning(-1), new int[] {3}, 2);
      assertThatThrownBy(() -> scorer.greedy(state, new int[] {2, 2, 2}, banning))
          .hasMessage("banned id -1 is not in the vocabulary of 23 pieces");
      GreedySteps until = new GreedySteps(BANNED, new int[] {23}, 2);
      assertThatThrownBy(() -> scorer.greedy(state, new int[] {2, 2, 2}, until))
          .hasMessage("last id 23 is not in the vocabulary of 23 pieces");
      assertThatThrownBy(() -> scorer.greedy(state, new int[] {2}, UNTIL_EOS))
          .hasMessage("1 previous ids for a state of 3 rows");
    }
  }

  @Test
  void shortlistMustHaveThePiecesThatEndThem() {
    try (Seq2SeqModel model = Seq2SeqModel.create(Models.ofPieces(23), 7);
        ShortlistScorer few = model.scorer(SHORTLIST);
        DecoderState state = model.encode(SOURCES)) {
      GreedySteps until = new GreedySteps(BANNED, new int[] {3, 11}, 2);
      assertThatThrownBy(() -> few.greedy(state, new int[] {2, 2, 2}, until))
          .hasMessage("piece 11 is required, but the shortlist of 5 pieces lacks it");
    }
  }
}
