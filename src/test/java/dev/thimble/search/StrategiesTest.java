package dev.thimble.search;

import static dev.thimble.search.FakeSearch.A;
import static dev.thimble.search.FakeSearch.B;
import static dev.thimble.search.FakeSearch.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Stopping rules, sampling, diverse groups, ensembles and minimum-Bayes-risk choice. */
class StrategiesTest {
  private static final FakeScorer.Model CERTAIN_LATER =
      (sentence, prefix) ->
          prefix.isEmpty() || prefix.get(0) == B ? table(1e-9, 0.4, 0.6) : table(0.9, 0.05, 0.05);

  @Property(tries = 100)
  void boundScoresAtLeastAsHighAsTheOtherRulesAndFirstFinishedStopsFirst(
      @ForAll @IntRange(max = 10_000) int seed) {
    int[] steps = new int[3];
    double[] scores = new double[3];
    Stopping[] rules = {Stopping.FIRST_FINISHED, Stopping.ALL_FINISHED, Stopping.BOUND};
    for (int rule = 0; rule < rules.length; rule++) {
      SearchConfig config =
          SearchConfig.defaults().withStrategy(Beam.of(3).withStopping(rules[rule]));
      Search search = new Search(config, SpecialTokens.defaults());
      steps[rule] = FakeSearch.steps(search, FakeScorer.random(seed, 8));
      scores[rule] = FakeSearch.run(search, FakeScorer.random(seed, 8)).get(0).score();
    }
    assertThat(steps[0]).isLessThanOrEqualTo(Math.min(steps[1], steps[2]));
    assertThat(scores[2]).isGreaterThanOrEqualTo(Math.max(scores[0], scores[1]));
  }

  @Test
  void stoppingRulesStopAtTheirStatedStep() {
    // B eos finishes at step 2 (0.6 · 0.9, mean -0.31); A, less probable, goes on to the limit
    FakeScorer.Model model =
        (sentence, prefix) ->
            prefix.equals(List.of(B)) ? table(0.9, 0.05, 0.05) : table(1e-9, 0.4, 0.6);
    assertThat(steps(model, Stopping.FIRST_FINISHED, LengthPenalty.defaults())).isEqualTo(2);
    // log(0.4 · 0.6^n) / 16, the limit being 2 · 3 + 10, falls below log(0.54) / 2 at n = 8
    assertThat(steps(model, Stopping.BOUND, LengthPenalty.defaults())).isEqualTo(9);
    // a plain sum can only fall, and the best open hypothesis is below log 0.54 already
    assertThat(steps(model, Stopping.BOUND, LengthPenalty.none())).isEqualTo(2);
    // no other hypothesis finishes
    assertThat(steps(model, Stopping.ALL_FINISHED, LengthPenalty.none())).isEqualTo(16);
  }

  private static int steps(FakeScorer.Model model, Stopping rule, LengthPenalty penalty) {
    SearchConfig config =
        SearchConfig.defaults()
            .withStrategy(Beam.of(2).withStopping(rule))
            .withLengthPenalty(penalty);
    return FakeSearch.steps(new Search(config, SpecialTokens.defaults()), model);
  }

  @Test
  void listenerGetsPiecesOfGreedySearchAndOfOneSampleOnly() {
    SearchConfig greedy = SearchConfig.greedy();
    assertThat(pieces(greedy)).isEqualTo("0:5 1:5 ");
    assertThat(pieces(greedy.withStrategy(new Sampling(1, 1, 1)))).isEqualTo("0:5 1:5 ");
    assertThat(pieces(greedy.withStrategy(new Sampling(1, 1, 1)).withNBest(2))).isEmpty();
    assertThat(pieces(SearchConfig.defaults())).isEmpty();
  }

  private static String pieces(SearchConfig config) {
    FakeScorer scorer =
        new FakeScorer(
            (sentence, prefix) ->
                prefix.isEmpty() ? table(1e-9, 0.4, 0.6) : table(0.9, 0.05, 0.05));
    StringBuilder pieces = new StringBuilder();
    SearchListener listener =
        new SearchListener() {
          @Override
          public void onPiece(int task, int id) {
            pieces.append(task).append(':').append(id).append(' ');
          }
        };
    new Search(config, SpecialTokens.defaults())
        .search(scorer, scorer.start(2), FakeSearch.tasks(3, 3), listener);
    return pieces.toString();
  }

  @Test
  void lengthPenaltiesFollowTheirFormulas() {
    assertThat(new LengthPenalty(LengthPenalty.Kind.POWER, 0.5).score(-6, 4)).isEqualTo(-3);
    assertThat(new LengthPenalty(LengthPenalty.Kind.GNMT, 2).score(-9, 13)).isEqualTo(-1);
    assertThat(new LengthPenalty(LengthPenalty.Kind.REWARD, 0.5).score(-6, 4)).isEqualTo(-4);
    for (LengthPenalty.Kind kind : LengthPenalty.Kind.values()) {
      assertThat(new LengthPenalty(kind, 0).score(-6, 4)).isEqualTo(-6);
    }
    assertThatThrownBy(() -> new LengthPenalty(LengthPenalty.Kind.GNMT, -1))
        .hasMessage("alpha is -1.0; it must be from 0 to 10");
  }

  @Test
  void exceptionOfAListenerEndsTheSearchWithAllStatesClosed() {
    FakeScorer scorer = new FakeScorer(CERTAIN_LATER);
    SearchListener impatient =
        new SearchListener() {
          @Override
          public void beforeStep(int step) {
            if (step == 1) {
              throw new IllegalStateException("enough");
            }
          }
        };
    Search search = new Search(SearchConfig.defaults(), SpecialTokens.defaults());
    assertThatThrownBy(
            () -> search.search(scorer, scorer.start(2), FakeSearch.tasks(3, 3), impatient))
        .hasMessage("enough");
    assertThat(scorer.open()).isZero();
  }

  @Test
  void samplesFollowTheDistributionAndTheirSeed() {
    FakeScorer.Model model =
        (sentence, prefix) -> prefix.isEmpty() ? table(1e-9, 0.7, 0.3) : table(1, 1e-9, 1e-9);
    assertThat(shareOfA(model, Sampling.defaults())).isCloseTo(0.7, within(0.05));
    double squared = 0.49 / (0.49 + 0.09);
    assertThat(shareOfA(model, new Sampling(0.5, 0, 1))).isCloseTo(squared, within(0.05));
    assertThat(shareOfA(model, new Sampling(1, 1, 1))).isEqualTo(1);
    assertThat(shareOfA(model, new Sampling(1, 0, 0.6))).isEqualTo(1);
    assertThat(shareOfA(model, new Sampling(1, 0, 0.8))).isCloseTo(0.7, within(0.05));
  }

  private static double shareOfA(FakeScorer.Model model, Sampling sampling) {
    SearchConfig config = SearchConfig.greedy().withStrategy(sampling).withNBest(1000);
    List<Hypothesis> samples = search(model, config, SearchTask.of(2).withSeed(11));
    assertThat(samples).hasSize(1000);
    return samples.stream().filter(h -> h.ids()[0] == A).count() / 1000.0;
  }

  @Test
  void firstSampleDoesNotDependOnTheNumberOfSamples() {
    SearchConfig one = SearchConfig.greedy().withStrategy(Sampling.defaults());
    for (int seed = 0; seed < 20; seed++) {
      SearchTask task = SearchTask.of(4).withSeed(seed);
      FakeScorer.Model model = FakeScorer.random(3, 9);
      assertThat(search(model, one.withNBest(8), task).get(0).ids())
          .isEqualTo(search(model, one, task).get(0).ids());
    }
  }

  @Test
  void groupsAvoidPiecesOfEarlierGroups() {
    SearchConfig diverse =
        SearchConfig.defaults().withStrategy(Beam.of(2).withGroups(2, 5)).withNBest(2);
    List<Hypothesis> found = search(FakeScorer.random(1, 9), diverse, SearchTask.of(3));
    assertThat(found).hasSize(2);
    assertThat(found.get(0).ids()[0]).isNotEqualTo(found.get(1).ids()[0]);
  }

  @Property(tries = 200)
  void bestEntriesAreSortedByValueThenById(@ForAll @IntRange(max = 10_000) int seed) {
    Random random = new Random(seed);
    float[] row = new float[30];
    for (int id = 0; id < row.length; id++) {
      row[id] = -random.nextInt(8);
    }
    int[] sorted =
        IntStream.range(0, row.length)
            .boxed()
            .sorted(Comparator.comparing((Integer id) -> -row[id]).thenComparing(id -> id))
            .mapToInt(Integer::intValue)
            .toArray();
    try (LogProbs logProbs = new DenseLogProbs(new float[][] {row})) {
      for (int k : new int[] {1, 7, 30}) {
        assertThat(logProbs.topK(k, Adjustments.banning()).ids()[0])
            .containsExactly(Arrays.copyOf(sorted, k));
      }
    }
  }

  @Test
  void ensembleTakesTheWeightedMeanAndClosesEverything() {
    FakeScorer first = always(0.1, 0.8, 0.1);
    FakeScorer second = always(0.1, 0.2, 0.7);
    EnsembleConfig config = EnsembleConfig.defaults(2).withWeights(List.of(3.0, 1.0));
    float[] mean = firstStep(first, second, config);
    assertThat(Math.exp(mean[A])).isCloseTo(0.65, within(1e-5));
    float[] geometric =
        firstStep(first, second, config.withMean(EnsembleConfig.Mean.LOG_PROBABILITIES));
    double a = Math.pow(0.8, 0.75) * Math.pow(0.2, 0.25);
    double b = Math.pow(0.1, 0.75) * Math.pow(0.7, 0.25);
    assertThat(Math.exp(geometric[A])).isCloseTo(a / (a + b + 0.1), within(1e-5));
    EnsembleScorer<FakeScorer.State> both = new EnsembleScorer<>(List.of(first, second), config);
    new Search(SearchConfig.defaults(), SpecialTokens.defaults())
        .search(both, both.state(List.of(first.start(2), second.start(2))), FakeSearch.tasks(3, 4));
    assertThat(first.open() + second.open()).isZero();
  }

  private static FakeScorer always(double eos, double a, double b) {
    return new FakeScorer((s, prefix) -> table(eos, a, b));
  }

  private static float[] firstStep(FakeScorer first, FakeScorer second, EnsembleConfig config) {
    EnsembleScorer<FakeScorer.State> both = new EnsembleScorer<>(List.of(first, second), config);
    try (EnsembleState<FakeScorer.State> state =
        both.state(List.of(first.start(1), second.start(1)))) {
      Step<EnsembleState<FakeScorer.State>> step = both.step(state, new int[] {2});
      step.state().close();
      try (LogProbs logProbs = step.logProbs()) {
        return logProbs.row(0);
      }
    }
  }

  @Test
  void modelsWithDifferentVocabularySizesAreRefused() {
    FakeScorer wide = new FakeScorer(FakeScorer.random(1, 9));
    FakeScorer narrow = always(0.1, 0.8, 0.1);
    assertThatThrownBy(() -> firstStep(wide, narrow, EnsembleConfig.defaults(2)))
        .hasMessageContaining("model 2 has 6 target pieces, the first 9");
    assertThat(wide.open() + narrow.open()).isZero();
  }

  @Test
  void minimumRiskChoosesTheCandidateNearestToAllOthers() {
    List<Integer> candidates = List.of(0, 10, 4, 10, 5);
    List<MinimumBayesRisk.Choice> ranked =
        MinimumBayesRisk.rank(
            candidates, MinimumBayesRisk.ofSamples(5), (c, r) -> -Math.abs(c - r));
    assertThat(ranked.stream().map(MinimumBayesRisk.Choice::index)).containsExactly(4, 2, 1, 0);
    assertThat(ranked.get(0).expectedUtility()).isCloseTo(-16 / 5.0, within(1e-9));
    assertThatThrownBy(() -> MinimumBayesRisk.rank(candidates, new double[] {1}, (c, r) -> 0))
        .hasMessageContaining("[1.0] for 5 candidates");
  }

  @Test
  void risksAreWeightedByProbabilityInABeamAndByCountInSamples() {
    List<Hypothesis> hypotheses =
        DoubleStream.of(0.1, 0.3)
            .mapToObj(
                p -> new Hypothesis(new int[0], new float[0], Math.log(p), 0, true, Placement.FREE))
            .toList();
    assertThat(Beam.of(5).riskWeights(hypotheses))
        .containsExactly(new double[] {0.25, 0.75}, within(1e-9));
    assertThat(new Sampling(1, 0, 1).riskWeights(hypotheses)).containsExactly(1, 1);
  }

  @Test
  void everyStrategyHasABeamOfAGivenSize() {
    Beam diverse = Beam.of(4).withGroups(2, 0.5);
    assertThat(diverse.toBeam(6)).isEqualTo(diverse.withSize(6));
    assertThat(new Sampling(1, 0, 1).toBeam(6)).isEqualTo(Beam.of(6));
  }

  @Test
  void weightsOfAnNBestListAreItsNormalizedProbabilities() {
    List<Hypothesis> list =
        Arrays.stream(new double[] {0.6, 0.2})
            .mapToObj(
                p -> new Hypothesis(new int[0], new float[0], Math.log(p), 0, true, Placement.FREE))
            .toList();
    assertThat(MinimumBayesRisk.ofNBest(list))
        .containsExactly(new double[] {0.75, 0.25}, within(1e-9));
  }

  private static List<Hypothesis> search(
      FakeScorer.Model model, SearchConfig config, SearchTask task) {
    FakeScorer scorer = new FakeScorer(model);
    return new Search(config, SpecialTokens.defaults())
        .search(scorer, scorer.start(1), List.of(task))
        .get(0);
  }
}
