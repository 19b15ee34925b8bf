package dev.thimble.search;

import static dev.thimble.search.FakeSearch.A;
import static dev.thimble.search.FakeSearch.B;
import static dev.thimble.search.FakeSearch.ids;
import static dev.thimble.search.FakeSearch.run;
import static dev.thimble.search.FakeSearch.steps;
import static dev.thimble.search.FakeSearch.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BeamTest {
  private static final SpecialTokens SPECIAL = SpecialTokens.defaults();
  private static final int EOS = SPECIAL.eos();
  private static final int VOCABULARY = 6;

  @Test
  void beamFindsWhatGreedyMisses() {
    // greedy takes A (0.5), after which eos has 0.3; after B (0.45) eos has 0.9
    FakeScorer scorer =
        new FakeScorer(
            (sentence, prefix) -> {
              if (prefix.isEmpty()) {
                return table(0.05, 0.5, 0.45);
              }
              return prefix.get(0) == A ? table(0.3, 0.35, 0.35) : table(0.9, 0.05, 0.05);
            });
    assertThat(best(scorer, config(1, 0), 3).ids()).startsWith(A);
    assertThat(best(scorer, config(2, 0), 3).ids()).containsExactly(B);
  }

  @Test
  void scoreIsTheSumDividedByTheLengthIncludingEos() {
    FakeScorer scorer =
        new FakeScorer(
            (sentence, prefix) -> prefix.isEmpty() ? table(0.2, 0.7, 0.1) : table(0.8, 0.1, 0.1));
    Hypothesis best = best(scorer, config(2, 1), 5);
    assertThat(best.ids()).containsExactly(A);
    assertThat(best.logProbs()).hasSize(2);
    assertThat(best.logProb()).isCloseTo(Math.log(0.7) + Math.log(0.8), within(1e-5));
    assertThat(best.score()).isCloseTo(best.logProb() / 2, within(1e-9));
    assertThat(best.finished()).isTrue();
  }

  @Test
  void lengthLimitCutsAndMarksTheHypothesis() {
    FakeScorer scorer = new FakeScorer((sentence, prefix) -> table(0.01, 0.98, 0.01));
    Hypothesis best = best(scorer, config(1, 1), 4);
    assertThat(best.ids()).containsExactly(A, A, A, A);
    assertThat(best.finished()).isFalse();
  }

  @Test
  void outputIsNeverEmptyWithAMinimumLengthOfOne() {
    FakeScorer scorer = new FakeScorer((sentence, prefix) -> table(0.98, 0.01, 0.01));
    assertThat(best(scorer, config(3, 1), 5).ids()).isNotEmpty();
  }

  @Test
  void controlPiecesAreNeverChosen() {
    FakeScorer scorer =
        new FakeScorer(
            (sentence, prefix) ->
                prefix.size() < 2
                    ? new float[] {0f, 0f, 0f, -9f, -3f, -4f}
                    : new float[] {0f, 0f, 0f, -1f, -3f, -4f});
    assertThat(best(scorer, config(4, 1), 6).ids()).doesNotContain(0, 1, 2, 3);
  }

  @Test
  void notANumberIsReported() {
    FakeScorer scorer =
        new FakeScorer((sentence, prefix) -> new float[] {0, 0, 0, Float.NaN, Float.NaN, 0});
    assertThatThrownBy(() -> best(scorer, config(2, 1), 4)).hasMessageContaining("NaN");
    assertThat(scorer.open()).isZero();
  }

  @Test
  void statesAreClosedWhenTheModelFails() {
    FakeScorer scorer =
        new FakeScorer(
            (sentence, prefix) -> {
              if (prefix.size() == 2) {
                throw new IllegalStateException("broken");
              }
              return table(0.1, 0.5, 0.4);
            });
    assertThatThrownBy(() -> best(scorer, config(3, 1), 9)).hasMessage("broken");
    assertThat(scorer.open()).isZero();
  }

  @Property(tries = 60)
  void wideBeamFindsTheBestOfAllHypotheses(
      @ForAll @IntRange(max = 10_000) int sentence, @ForAll @IntRange(max = 2) int alpha) {
    int maxLength = 4;
    SearchConfig config = config(200, alpha);
    FakeScorer scorer = new FakeScorer(FakeScorer.random(sentence, VOCABULARY));
    Hypothesis best = best(scorer, config, maxLength);
    double exhaustive =
        enumerate(sentence, List.of(), 0, maxLength).stream()
            .mapToDouble(finished -> finished.score(config.lengthPenalty()))
            .max()
            .orElseThrow();
    assertThat(best.score()).isCloseTo(exhaustive, within(1e-6));
  }

  @Test
  void nBestIsSortedByScoreWithoutDuplicates() {
    List<Hypothesis> best = run(config(5, 1).withNBest(5), FakeScorer.random(42, VOCABULARY));
    assertThat(best).hasSize(5).isSortedAccordingTo(Comparator.comparing(h -> -h.score()));
    assertThat(ids(best)).doesNotHaveDuplicates();
  }

  /* A text that shows only how often B occurs. */
  private static Object countOfB(int[] ids) {
    return IntStream.of(ids).filter(id -> id == B).count();
  }

  /* [A] and [A, A] finish before any output that contains B; [A, B, A] finishes one step later. */
  private static final FakeScorer.Model A_FIRST =
      (sentence, prefix) -> {
        if (prefix.isEmpty()) {
          return table(1e-9, 0.95, 0.05);
        }
        if (prefix.equals(List.of(A))) {
          return table(0.5, 0.4, 0.1);
        }
        return prefix.get(prefix.size() - 1) == B ? table(0.3, 0.6, 0.1) : table(0.8, 0.1, 0.1);
      };

  @ParameterizedTest
  @EnumSource(Stopping.class)
  void beamGoesOnUntilNBestDistinctTextsHaveFinished(Stopping stopping) {
    SearchConfig config = config(2, 0).withStrategy(Beam.of(2).withStopping(stopping)).withNBest(2);
    assertThat(ids(run(new Search(config, SPECIAL), A_FIRST))).containsExactly("[4]", "[4, 4]");
    assertThat(ids(run(new Search(config, SPECIAL, BeamTest::countOfB), A_FIRST)))
        .containsExactly("[4]", "[4, 5, 4]");
  }

  @Test
  void textsDoNotChangeTheNumberOfStepsForOneBest() {
    SearchConfig config = config(2, 0);
    assertThat(steps(new Search(config, SPECIAL, BeamTest::countOfB), A_FIRST)).isEqualTo(3);
  }

  @Test
  void fewerThanNBestAreReturnedIfNoMoreDistinctOnesExist() {
    SearchConfig config = config(2, 0).withNBest(2);
    assertThat(ids(run(new Search(config, SPECIAL, ids -> "same"), A_FIRST)))
        .containsExactly("[4]");
  }

  @Test
  void equalResultsOfGroupsAreReplacedByTheGroupsOtherHypotheses() {
    // both groups of nBest 2 find [A], and in the next step [A, A] and [A, B]
    FakeScorer.Model model =
        (sentence, prefix) ->
            prefix.isEmpty()
                ? table(1e-9, 0.95, 0.05)
                : prefix.equals(List.of(A)) ? table(0.5, 0.4, 0.1) : table(0.8, 0.1, 0.1);
    SearchConfig config = config(4, 0).withStrategy(Beam.of(4).withGroups(2, 0)).withNBest(4);
    assertThat(ids(run(new Search(config, SPECIAL), model)))
        .containsExactly("[4]", "[4, 4]", "[4, 5]");
  }

  private record Finished(double sum, int length) {
    double score(LengthPenalty penalty) {
      return penalty.score(sum, length);
    }
  }

  private static List<Finished> enumerate(
      int sentence, List<Integer> prefix, double sum, int maxLength) {
    List<Finished> all = new ArrayList<>();
    float[] logProbs = FakeScorer.random(sentence, VOCABULARY).next(0, prefix);
    if (!prefix.isEmpty()) {
      all.add(new Finished(sum + logProbs[EOS], prefix.size() + 1));
    }
    for (int id = A; id < VOCABULARY && prefix.size() + 2 <= maxLength; id++) {
      List<Integer> longer = new ArrayList<>(prefix);
      longer.add(id);
      all.addAll(enumerate(sentence, longer, sum + logProbs[id], maxLength));
    }
    return all;
  }

  private static Hypothesis best(FakeScorer scorer, SearchConfig config, int maxLength) {
    Constraints limit = config.constraints().withMaxLength(LengthFormula.absolute(maxLength));
    return new Search(config.withConstraints(limit), SPECIAL)
        .search(scorer, scorer.start(1), FakeSearch.tasks(3))
        .get(0)
        .get(0);
  }

  private static SearchConfig config(int beam, double alpha) {
    return SearchConfig.defaults()
        .withStrategy(Beam.of(beam))
        .withLengthPenalty(new LengthPenalty(LengthPenalty.Kind.POWER, alpha));
  }
}
