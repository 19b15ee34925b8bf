package dev.thimble.search;

import static dev.thimble.search.FakeSearch.A;
import static dev.thimble.search.FakeSearch.B;
import static dev.thimble.search.FakeSearch.ids;
import static dev.thimble.search.FakeSearch.run;
import static dev.thimble.search.FakeSearch.steps;
import static dev.thimble.search.FakeSearch.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The steps of a beam over small tables of probabilities, with expected values worked out by hand.
 */
class BeamStepsTest {
  private static final SearchConfig SUMS =
      SearchConfig.defaults().withLengthPenalty(LengthPenalty.none());

  @Test
  void endOutsideTheBeamIsNotKept() {
    // after A .55 and B .45 come A eos .275, B A .27, B eos .18, A A .165: B eos has rank 3 of 2
    FakeScorer.Model model =
        (sentence, prefix) ->
            switch (prefix.size()) {
              case 0 -> table(1e-9, 0.55, 0.45);
              case 1 -> prefix.get(0) == A ? table(0.5, 0.3, 0.2) : table(0.4, 0.6, 1e-9);
              default -> table(1, 1e-9, 1e-9);
            };
    SearchConfig config =
        SUMS.withStrategy(Beam.of(2).withStopping(Stopping.FIRST_FINISHED)).withNBest(2);
    assertThat(ids(run(config, model))).containsExactly("[4]", "[5, 4]");
  }

  @Test
  void hypothesesCutAtTheLimitComeAfterFinishedOnesEvenWithABetterScore() {
    // A A .72 is cut at two pieces, A eos .135 finished
    FakeScorer.Model model =
        (sentence, prefix) -> prefix.isEmpty() ? table(1e-9, 0.9, 0.1) : table(0.15, 0.8, 0.05);
    SearchConfig config =
        SUMS.withStrategy(Beam.of(2))
            .withNBest(2)
            .withConstraints(Constraints.defaults().withMaxLength(LengthFormula.absolute(2)));
    List<Hypothesis> found = run(config, model);
    assertThat(ids(found)).containsExactly("[4]", "[4, 4]");
    assertThat(found.stream().map(Hypothesis::finished)).containsExactly(true, false);
    assertThat(found.get(1).score()).isGreaterThan(found.get(0).score());
  }

  @Test
  void tiesGoToTheEarlierHypothesisThenToTheSmallerId() {
    FakeScorer.Model model =
        (sentence, prefix) -> prefix.size() < 2 ? table(1e-9, 0.5, 0.5) : table(1, 1e-9, 1e-9);
    assertThat(ids(run(SUMS.withStrategy(Beam.of(2)).withNBest(2), model)))
        .containsExactly("[4, 4]", "[4, 5]");
    assertThat(ids(run(SUMS.withStrategy(Beam.of(4)).withNBest(3), model)))
        .containsExactly("[4, 4]", "[4, 5]", "[5, 4]");
  }

  @ParameterizedTest
  @CsvSource({"0.3, [4]", "0.4, '[4], [5]'"})
  void penaltyOfAPieceIsDiversityTimesTheNumberOfHypothesesThatChoseIt(
      double diversity, String expected) {
    // 0.6 e^(-2 d) falls below 0.3 at d = 0.347: then the third group takes B
    FakeScorer.Model model =
        (sentence, prefix) -> prefix.isEmpty() ? table(1e-9, 0.6, 0.3) : table(1, 1e-9, 1e-9);
    SearchConfig config = SUMS.withStrategy(Beam.of(3).withGroups(3, diversity)).withNBest(3);
    List<Hypothesis> found = run(config, model);
    assertThat(String.join(", ", ids(found))).isEqualTo(expected);
    assertThat(found.get(0).score()).isCloseTo(Math.log(0.6 / 0.9), within(1e-5));
  }

  @Test
  void diverseBeamReturnsAtMostNBest() {
    SearchConfig config = SUMS.withStrategy(Beam.of(4).withGroups(2, 2)).withNBest(3);
    assertThat(run(config, FakeScorer.random(4, 9))).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.34, 2", // A eos has .324; the best open hypothesis has .306 and cannot win
    "0, 0.44, 3", // A A has .396
    "0.5, 0.34, 2", // .534 against .505: the bias counts for both
    "0.5, 0.44, 3", // .534 against .653
    "-0.5, 0.34, 3" // .197 against .306: the bound leaves out a negative bias
  })
  void boundStopsOnceNoOpenHypothesisCanWin(double bias, double again, int expected) {
    FakeScorer.Model model =
        (sentence, prefix) ->
            switch (prefix.size()) {
              case 0 -> table(1e-9, 0.9, 0.1);
              case 1 -> table(0.36, again, 0.64 - again);
              default -> table(0.9, 0.05, 0.05);
            };
    SearchConfig config =
        SUMS.withStrategy(Beam.of(3).withStopping(Stopping.BOUND))
            .withConstraints(Constraints.defaults().withEndBias(bias));
    assertThat(steps(new Search(config, SpecialTokens.defaults()), model)).isEqualTo(expected);
  }

  @Test
  void bestScoreIsAtOneEndOfTheRangeOfLengths() {
    LengthPenalty mean = LengthPenalty.defaults();
    assertThat(mean.best(-6, 2, 3)).isEqualTo(-2);
    assertThat(mean.best(6, 2, 3)).isEqualTo(3);
    assertThat(new LengthPenalty(LengthPenalty.Kind.REWARD, 1).best(-6, 2, 3)).isEqualTo(-3);
  }

  @Test
  void samplesAtTheLengthLimitAreCutWhileOthersEndEarlier() {
    // A ends after one piece, B never; both are drawn among 20 samples
    FakeScorer.Model model =
        (sentence, prefix) ->
            prefix.isEmpty()
                ? table(1e-9, 0.5, 0.5)
                : prefix.get(0) == A ? table(1, 1e-12, 1e-12) : table(1e-12, 1e-12, 1);
    SearchConfig config =
        SUMS.withStrategy(Sampling.defaults())
            .withNBest(20)
            .withConstraints(Constraints.defaults().withMaxLength(LengthFormula.absolute(3)));
    List<Hypothesis> found = run(config, model);
    assertThat(found).hasSize(20);
    for (Hypothesis sample : found) {
      boolean ends = sample.ids()[0] == A;
      assertThat(sample.ids()).containsExactly(ends ? new int[] {A} : new int[] {B, B, B});
      assertThat(sample.finished()).isEqualTo(ends);
      assertThat(sample.score()).isCloseTo(Math.log(0.5), within(1e-4));
      assertThat(sample.logProbs()).hasSize(ends ? 2 : 3);
    }
    assertThat(ids(found)).contains("[4]", "[5, 5, 5]");
  }
}
