package dev.thimble.search;

import static dev.thimble.search.FakeScorer.logarithms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Required ids in each way of searching, over tables of probabilities: where they are written. */
class RequiredIdsTest {
  private static final int A = 4;
  private static final int B = 5;
  private static final int S = 6; // S and T are the required ids
  private static final int T = 7;
  private static final SpecialTokens SPECIAL = SpecialTokens.defaults();
  private static final SearchConfig SUMS =
      SearchConfig.defaults().withLengthPenalty(LengthPenalty.none());

  /** S fits best after the first A; but A A eos is the most probable output. */
  private static final FakeScorer.Model AFTER_A =
      (sentence, prefix) -> {
        if (prefix.contains(S)) {
          return table(0.9, 0.05, 0.03, 0.01, 0.01);
        }
        return switch (prefix.size()) {
          case 0 -> table(1e-9, 0.8, 0.17, 0.02, 0.01);
          case 1 -> table(0.1, 0.6, 0.05, 0.24, 0.01);
          default -> table(0.9, 0.06, 0.03, 0.001, 0.009);
        };
      };

  /** S is possible at once; A S, where eos would come before S, has the better score. */
  private static final FakeScorer.Model LATE_IS_LIKELIER =
      (sentence, prefix) -> {
        if (prefix.contains(S)) {
          return table(1, 1e-9, 1e-9, 1e-9, 1e-9);
        }
        return prefix.isEmpty()
            ? table(1e-9, 0.95, 1e-9, 0.05, 1e-9)
            : table(0.8, 1e-9, 1e-9, 0.2, 1e-9);
      };

  private static float[] table(double eos, double a, double b, double s, double t) {
    return logarithms(1e-9, 1e-9, 1e-9, eos, a, b, s, t);
  }

  @Test
  void banksKeepWhatAPlainBeamDrops() {
    assertFound(search(beam(2), AFTER_A), "[4, 4] FREE");
    assertFound(search(beam(2), AFTER_A, S), "[4, 6] FREE");
    assertFound(search(beam(5), AFTER_A, S), "[4, 6] FREE");
  }

  @Test
  void greedySearchWritesThemInsteadOfItsEnd() {
    assertFound(search(SearchConfig.greedy(), AFTER_A, S), "[4, 4, 6] FORCED");
    assertFound(search(SearchConfig.greedy(), AFTER_A, T, S), "[4, 4, 7, 6] FORCED");
  }

  @Test
  void greedySearchPlacesThemFreelyWhereTheyAreTheBest() {
    FakeScorer.Model model =
        (sentence, prefix) ->
            switch (prefix.size()) {
              case 0 -> table(1e-9, 0.9, 0.1, 1e-9, 1e-9);
              case 1 -> table(0.3, 0.1, 0.1, 0.5, 1e-9);
              default -> table(1, 1e-9, 1e-9, 1e-9, 1e-9);
            };
    assertFound(search(SearchConfig.greedy(), model, S), "[4, 6] FREE");
    assertFound(search(SearchConfig.greedy(), model, S, S), "[4, 6, 6] FORCED");
  }

  @Test
  void oneOfTwoIdsIsPlacedTwice() {
    FakeScorer.Model model =
        (sentence, prefix) ->
            switch (prefix.size()) {
              case 0 -> table(1e-9, 0.9, 0.1, 1e-3, 1e-3);
              case 2 -> table(1e-9, 0.6, 0.05, 0.05, 0.3);
              case 1, 3 -> table(1e-9, 0.6, 0.05, 0.3, 0.05);
              default -> table(0.97, 0.01, 0.01, 0.005, 0.005);
            };
    assertFound(search(beam(8), model, S, T, S), "[4, 6, 7, 6] FREE");
  }

  @Test
  void lengthLimitThatLeavesNoRoomForcesThem() {
    FakeScorer.Model never = (sentence, prefix) -> table(1e-9, 0.98, 0.01, 1e-4, 1e-5);
    SearchConfig config =
        SearchConfig.greedy()
            .withConstraints(Constraints.defaults().withMaxLength(LengthFormula.absolute(4)));
    assertFound(search(config, never, S, T), "[4, 6, 7, 4] FORCED");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void outputIsCutIfTheModelGivesThemProbabilityZero(int size) {
    FakeScorer.Model model =
        (sentence, prefix) -> {
          float[] row = AFTER_A.next(sentence, prefix);
          row[S] = Float.NEGATIVE_INFINITY;
          return row;
        };
    assertThat(search(beam(size), model, S))
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found.finished()).isFalse());
  }

  @Test
  void freePlacementRanksBeforeForcedPlacementOfABetterScore() {
    List<Hypothesis> found = search(beam(4).withNBest(2), LATE_IS_LIKELIER, S);
    assertFound(found, "[6] FREE", "[4, 6] FORCED");
    assertThat(found.get(1).score()).isGreaterThan(found.get(0).score());
  }

  @Test
  void groupsOfADiverseBeamHaveBanks() {
    Beam groups = Beam.of(4).withGroups(2, 0.5);
    assertFound(search(SUMS.withStrategy(groups), AFTER_A, S), "[4, 6] FREE");
    List<Hypothesis> best = search(SUMS.withStrategy(groups).withNBest(4), LATE_IS_LIKELIER, S);
    assertThat(best.get(0).placement()).isEqualTo(Placement.FREE);
    assertThat(best).isSortedAccordingTo(SentenceBeam.BEST_FIRST);
  }

  @Test
  void groupsOfOneHypothesisWriteThemInsteadOfTheirEnd() {
    SearchConfig groups = SUMS.withStrategy(Beam.of(3).withGroups(3, 0)).withNBest(3);
    assertFound(search(groups, AFTER_A, S), "[4, 4, 6] FORCED");
  }

  @Test
  void sampleThatWouldEndWritesThem() {
    SearchConfig samples = SUMS.withStrategy(Sampling.defaults()).withNBest(200);
    List<Hypothesis> found = search(samples, LATE_IS_LIKELIER, S);
    assertThat(describe(found)).containsOnly("[6] FREE", "[4, 6] FREE", "[4, 6] FORCED");
    // A then S: .2 drawn freely, .8 in place of eos
    long forced = found.stream().filter(h -> h.placement() == Placement.FORCED).count();
    assertThat(forced).isBetween(130L, 175L);
  }

  @Test
  void pieceOfASamplePassedToItsListenerIsTheOneWritten() {
    FakeScorer.Model model =
        (sentence, prefix) ->
            prefix.isEmpty()
                ? table(1e-9, 1, 1e-9, 1e-9, 1e-9)
                : table(1, 1e-12, 1e-12, 1e-12, 1e-12);
    for (Strategy strategy : List.of(Beam.of(1), Sampling.defaults())) {
      StringBuilder passed = new StringBuilder();
      FakeScorer scorer = new FakeScorer(model);
      new Search(SUMS.withStrategy(strategy), SPECIAL)
          .search(
              scorer,
              scorer.start(1),
              List.of(task(S)),
              new SearchListener() {
                @Override
                public void onPiece(int task, int id) {
                  passed.append(id);
                }
              });
      assertThat(passed).hasToString("46");
    }
  }

  /* [A, S] is forced and finishes first, [B, A, S] is free; an output that begins with S never ends. */
  private static final FakeScorer.Model FORCED_FIRST =
      (sentence, prefix) -> {
        if (prefix.isEmpty()) {
          return table(1e-9, 0.9, 0.1, 1e-6, 1e-6);
        }
        if (prefix.get(0) == S) {
          return table(1e-12, 1, 1e-9, 1e-9, 1e-9);
        }
        if (prefix.contains(S)) {
          return table(1, 1e-9, 1e-9, 1e-9, 1e-9);
        }
        if (prefix.get(0) == A) {
          return table(0.9, 0.01, 0.01, 0.08, 1e-9);
        }
        return prefix.size() == 1
            ? table(1e-9, 0.99, 1e-9, 1e-9, 1e-9)
            : table(1e-9, 0.1, 0.1, 0.8, 1e-9);
      };

  @ParameterizedTest
  @EnumSource(Stopping.class)
  void beamDoesNotStopWhileAnOpenHypothesisMayEndFree(Stopping stopping) {
    SearchConfig config = SUMS.withStrategy(Beam.of(4).withStopping(stopping));
    assertFound(search(config, FORCED_FIRST, S), "[5, 4, 6] FREE");
  }

  @ParameterizedTest
  @EnumSource(Stopping.class)
  void beamStopsOnForcedHypothesesOnceNoFreeOneIsOpen(Stopping stopping) {
    // whatever is written first, eos is the best; S and T only follow where they must
    FakeScorer.Model model =
        (sentence, prefix) ->
            prefix.isEmpty()
                ? table(1e-9, 0.6, 0.4, 1e-30, 1e-30)
                : table(0.9, 0.04, 0.04, 0.01, 0.01);
    SearchConfig config = SUMS.withStrategy(Beam.of(2).withStopping(stopping));
    FakeScorer scorer = new FakeScorer(model);
    int[] steps = new int[1];
    SearchListener counter =
        new SearchListener() {
          @Override
          public void beforeStep(int step) {
            steps[0] = step + 1;
          }
        };
    SearchTask task = SearchTask.of(40).withPrefix(List.of(A)).withRequired(List.of(S));
    List<Hypothesis> found =
        new Search(config, SPECIAL).search(scorer, scorer.start(1), List.of(task), counter).get(0);
    assertFound(found, "[4, 6] FORCED");
    assertThat(steps[0]).isLessThan(6); // of 90
  }

  @Test
  void forcedHypothesisCannotWinAgainstAFreeOneByItsScore() {
    SearchConfig config = SUMS.withStrategy(Beam.of(2).withStopping(Stopping.BOUND));
    FakeScorer.Model model =
        (sentence, prefix) -> {
          if (prefix.isEmpty()) {
            return table(1e-9, 0.999, 1e-9, 1e-3, 1e-9);
          }
          return prefix.get(0) == S ? table(1, 1e-9, 1e-9, 1e-9, 1e-9) : LATER;
        };
    FakeScorer scorer = new FakeScorer(model);
    List<Hypothesis> found =
        new Search(config, SPECIAL).search(scorer, scorer.start(1), List.of(task(S))).get(0);
    assertFound(found, "[6] FREE");
    assertThat(scorer.asked()).isEqualTo(2); // it stopped with [A] and what follows open
  }

  private static final float[] LATER = table(0.9, 0.04, 0.04, 0.01, 0.01);

  @Test
  void forcedHypothesesLeaveTheBeamOnceEnoughFreeOnesHaveFinished() {
    int[] longest = new int[1]; // of the hypotheses that begin with A, which are all forced
    FakeScorer.Model model =
        (sentence, prefix) -> {
          if (prefix.isEmpty()) {
            return table(1e-9, 0.999, 1e-9, 1e-3, 1e-9);
          }
          if (prefix.get(0) == S) {
            return table(0.5, 0.5, 1e-9, 1e-9, 1e-9);
          }
          longest[0] = Math.max(longest[0], prefix.size());
          return LATER;
        };
    assertFound(search(beam(4), model, S), "[6] FREE");
    assertThat(longest[0]).isEqualTo(2);
    assertThat(search(beam(4).withNBest(4), model, S)).hasSize(4);
    assertThat(longest[0]).isGreaterThan(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void onlyStepsInWhichARowLacksAnIdAskForLogProbabilities(int size) {
    FakeScorer scorer = new FakeScorer(AFTER_A);
    Search search = new Search(beam(size), SPECIAL);
    search.search(scorer, scorer.start(2), FakeSearch.tasks(3, 3));
    assertThat(scorer.asked()).isZero();
    // the prefix holds S already
    SearchTask done = task(S).withPrefix(List.of(A, S));
    search.search(scorer, scorer.start(1), List.of(done));
    assertThat(scorer.asked()).isZero();
    search.search(scorer, scorer.start(1), List.of(done.withRequired(List.of(S, T))));
    assertThat(scorer.asked()).isPositive();
  }

  @Test
  void prefixIsWrittenBeforeThem() {
    SearchTask task = task(S).withPrefix(List.of(B, B, B));
    assertFound(search(beam(5), AFTER_A, task), "[5, 5, 5, 6] FORCED");
  }

  private static SearchConfig beam(int size) {
    return SUMS.withStrategy(Beam.of(size));
  }

  private static SearchTask task(int... required) {
    return SearchTask.of(3).withRequired(IntStream.of(required).boxed().toList());
  }

  private static List<Hypothesis> search(
      SearchConfig config, FakeScorer.Model model, int... required) {
    return search(config, model, task(required));
  }

  private static List<Hypothesis> search(
      SearchConfig config, FakeScorer.Model model, SearchTask task) {
    FakeScorer scorer = new FakeScorer(model);
    List<Hypothesis> found =
        new Search(config, SPECIAL).search(scorer, scorer.start(1), List.of(task)).get(0);
    assertThat(scorer.open()).isZero();
    return found;
  }

  private static void assertFound(List<Hypothesis> found, String... expected) {
    assertThat(describe(found)).containsExactly(expected);
  }

  private static List<String> describe(List<Hypothesis> found) {
    return found.stream().map(h -> Arrays.toString(h.ids()) + " " + h.placement()).toList();
  }
}
