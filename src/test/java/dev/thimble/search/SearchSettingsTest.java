package dev.thimble.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Range checks of the settings, with the last valid and the first invalid value. */
class SearchSettingsTest {
  private static void refused(Callable<?> settings, String message) {
    assertThatThrownBy(settings::call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void beamRanges() {
    Beam beam = Beam.of(1000);
    assertThat(beam).isEqualTo(new Beam(1000, Stopping.ALL_FINISHED, 1, 0));
    assertThat(beam.withStopping(Stopping.BOUND).withGroups(1000, 1000))
        .isEqualTo(new Beam(1000, Stopping.BOUND, 1000, 1000));
    assertThat(Beam.of(1).withSize(7).size()).isEqualTo(7);
    refused(() -> Beam.of(0), "beam size is 0; it must be from 1 to 1000");
    refused(() -> Beam.of(1001), "beam size is 1001; it must be from 1 to 1000");
    refused(
        () -> Beam.of(4).withGroups(0, 0),
        "groups is 0; the beam size, 4, must be a multiple of it");
    refused(
        () -> Beam.of(4).withGroups(3, 0),
        "groups is 3; the beam size, 4, must be a multiple of it");
    refused(() -> Beam.of(4).withGroups(2, -0.1), "diversity is -0.1; it must be from 0 to 1000");
    refused(
        () -> Beam.of(4).withGroups(2, 1000.5), "diversity is 1000.5; it must be from 0 to 1000");
    refused(
        () -> Beam.of(4).withGroups(1, 0.5),
        "diversity is 0.5, but groups is 1; it needs at least 2 groups");
  }

  @Test
  void samplingRanges() {
    Sampling sampling = Sampling.defaults().withTemperature(0.01).withTopK(3).withTopP(0.5);
    assertThat(sampling).isEqualTo(new Sampling(0.01, 3, 0.5));
    assertThat(new Sampling(100, 0, 1).temperature()).isEqualTo(100);
    refused(() -> new Sampling(0.009, 0, 1), "temperature is 0.009; it must be from 0.01 to 100");
    refused(() -> new Sampling(100.1, 0, 1), "temperature is 100.1; it must be from 0.01 to 100");
    refused(() -> new Sampling(1, -1, 1), "topK is -1; it must be 0 (all) or above");
    refused(() -> new Sampling(1, 0, 0), "topP is 0.0; it must be above 0 and at most 1");
    refused(() -> new Sampling(1, 0, 1.01), "topP is 1.01; it must be above 0 and at most 1");
  }

  @Test
  void lengthRanges() {
    assertThat(new LengthFormula(100, 100_000, 100_000).of(1)).isEqualTo(100_000);
    assertThat(new LengthFormula(0, 0, 0).of(9)).isZero();
    assertThat(LengthFormula.absolute(7).of(1000)).isEqualTo(7);
    refused(() -> new LengthFormula(-0.5, 0, 1), "length factor is -0.5; it must be from 0 to 100");
    refused(() -> new LengthFormula(101, 0, 1), "length factor is 101.0; it must be from 0 to 100");
    refused(() -> new LengthFormula(1, -1, 1), "extra length is -1; it must be from 0 to 100000");
    refused(
        () -> new LengthFormula(1, 100_001, 1),
        "extra length is 100001; it must be from 0 to 100000");
    refused(() -> new LengthFormula(1, 0, -1), "length cap is -1; it must be from 0 to 100000");
    refused(
        () -> new LengthFormula(1, 0, 100_001),
        "length cap is 100001; it must be from 0 to 100000");
    assertThat(new LengthPenalty(LengthPenalty.Kind.REWARD, 10).score(0, 2)).isEqualTo(20);
    refused(
        () -> new LengthPenalty(LengthPenalty.Kind.POWER, 10.5),
        "alpha is 10.5; it must be from 0 to 10");
    refused(
        () -> new LengthPenalty(LengthPenalty.Kind.POWER, Double.NaN),
        "alpha is NaN; it must be from 0 to 10");
  }

  @Test
  void constraintRanges() {
    Constraints edge =
        Constraints.defaults()
            .withMaxLength(new LengthFormula(0, 0, 1))
            .withMinLength(LengthFormula.absolute(3))
            .withRepetitionPenalty(0.1)
            .withEndBias(1000)
            .withSuppressed(List.of(List.of(0)));
    assertThat(edge)
        .isEqualTo(
            new Constraints(
                LengthFormula.absolute(3),
                new LengthFormula(0, 0, 1),
                0,
                0.1,
                1000,
                List.of(List.of(0))));
    assertThat(edge.withRepetitionPenalty(10).withEndBias(-1000).withNoRepeatNgram(4))
        .extracting(
            Constraints::repetitionPenalty, Constraints::endBias, Constraints::noRepeatNgram)
        .containsExactly(10.0, -1000.0, 4);
    refused(
        () -> edge.withMaxLength(new LengthFormula(2, 2, 0)),
        "the cap of maxLength is 0; it must be at least 1");
    refused(
        () -> edge.withRepetitionPenalty(10.1),
        "repetitionPenalty is 10.1; it must be from 0.1 to 10");
    refused(
        () -> edge.withRepetitionPenalty(0.09),
        "repetitionPenalty is 0.09; it must be from 0.1 to 10");
    refused(() -> edge.withEndBias(-1000.5), "endBias is -1000.5; it must be from -1000 to 1000");
    refused(
        () -> edge.withSuppressed(List.of(List.of(4, -1))),
        "a suppressed sequence is [4, -1]; it must hold ids, at least one, all >= 0");
  }

  @Test
  void searchAndTaskRanges() {
    SearchConfig samples = SearchConfig.defaults().withStrategy(Sampling.defaults());
    assertThat(samples.withNBest(1000).nBest()).isEqualTo(1000);
    assertThat(SearchConfig.defaults().withNBest(5).nBest()).isEqualTo(5);
    refused(
        () -> samples.withNBest(1001),
        "nBest is 1001; it must be from 1 to the most samples, 1000");
    refused(() -> samples.withNBest(0), "nBest is 0; it must be from 1 to the most samples, 1000");
    refused(
        () -> SearchConfig.defaults().withNBest(6),
        "nBest is 6; it must be from 1 to the beam size, 5");
    LengthPenalty none = LengthPenalty.none();
    assertThat(SearchConfig.defaults().withLengthPenalty(none).lengthPenalty()).isEqualTo(none);
    assertThat(
            SearchTask.of(0)
                .withPermitted(List.of(6))
                .withSeed(3)
                .withPrefix(List.of(4))
                .withRequired(List.of(5)))
        .isEqualTo(new SearchTask(0, List.of(4), List.of(5), List.of(6), 3));
    refused(() -> SearchTask.of(-1), "sourceLength is -1; it must be 0 or above");
  }

  @Test
  void ensembleRanges() {
    EnsembleConfig edge = EnsembleConfig.defaults(2).withWeights(List.of(1e6, 1e-9));
    assertThat(edge.withMean(EnsembleConfig.Mean.LOG_PROBABILITIES))
        .isEqualTo(new EnsembleConfig(EnsembleConfig.Mean.LOG_PROBABILITIES, List.of(1e6, 1e-9)));
    refused(
        () -> edge.withWeights(List.of()), "an ensemble of no models; give at least one weight");
    refused(
        () -> edge.withWeights(List.of(1.0, 0.0)),
        "weights are [1.0, 0.0]; each must be above 0 and at most 1000000");
    refused(
        () -> edge.withWeights(List.of(1_000_001.0)),
        "weights are [1000001.0]; each must be above 0 and at most 1000000");
    FakeScorer one = new FakeScorer(FakeScorer.random(1, 9));
    refused(
        () -> new EnsembleScorer<>(List.of(one), edge),
        "2 weights for 1 models; give one for each");
    EnsembleScorer<FakeScorer.State> scorer =
        new EnsembleScorer<>(List.of(one), EnsembleConfig.defaults(1));
    refused(() -> scorer.state(List.of()), "0 states for 1 models");
  }

  @Test
  void controlPiecesAreRefusedInTasksAndSuppressedSequences() {
    SpecialTokens special = SpecialTokens.defaults();
    Constraints eos = Constraints.defaults().withSuppressed(List.of(List.of(4, 3)));
    refused(
        () -> new Search(SearchConfig.defaults().withConstraints(eos), special),
        "a suppressed sequence: [4, 3]; id 3 is not a piece of text");
    for (int id : new int[] {0, 2, 3}) {
      refused(
          () -> search(SearchTask.of(1).withPrefix(List.of(id))),
          "the prefix: [" + id + "]; id " + id + " is not a piece of text");
    }
    refused(
        () -> search(SearchTask.of(1).withPrefix(List.of(-1))),
        "the prefix: [-1]; id -1 is not a piece of text");
    refused(
        () -> search(SearchTask.of(1).withRequired(List.of(2))),
        "required ids: [2]; id 2 is not a piece of text");
    refused(
        () -> search(SearchTask.of(1).withRequired(List.of(4, 1))),
        "required ids: [4, 1]; id 1, unk, stands for no text");
    assertThat(search(SearchTask.of(1).withPrefix(List.of(1))).ids()[0]).isEqualTo(1); // unk
  }

  private static Hypothesis search(SearchTask task) {
    FakeScorer scorer = new FakeScorer(FakeScorer.random(1, 9));
    return new Search(SearchConfig.greedy(), SpecialTokens.defaults())
        .search(scorer, scorer.start(1), List.of(task))
        .get(0)
        .get(0);
  }

  @Test
  void forcedTargetIsWrittenAndFinishedEvenIfEmpty() {
    FakeScorer scorer = new FakeScorer(FakeScorer.random(1, 9));
    List<List<Hypothesis>> found =
        new Search(SearchConfig.forced(), SpecialTokens.defaults())
            .search(
                scorer,
                scorer.start(2),
                List.of(SearchTask.forced(new int[] {7, 1, 4}), SearchTask.forced(new int[0])));
    assertThat(found.get(0).get(0).ids()).containsExactly(7, 1, 4);
    assertThat(found.get(0).get(0).logProbs()).hasSize(4);
    assertThat(found.get(1).get(0).ids()).isEmpty();
    assertThat(found).allMatch(best -> best.get(0).finished());
  }

  @Test
  void weightsOfMinimumBayesRiskChoice() {
    MinimumBayesRisk.Utility<String> same = (a, b) -> a.equals(b) ? 1 : 0;
    List<String> two = List.of("a", "b");
    assertThat(MinimumBayesRisk.rank(two, new double[] {0, 3}, same))
        .containsExactly(new MinimumBayesRisk.Choice(1, 1), new MinimumBayesRisk.Choice(0, 0));
    String rule = "; they must be one for each, 0 or above, not all 0";
    refused(
        () -> MinimumBayesRisk.rank(two, new double[] {0, 0}, same),
        "weights are [0.0, 0.0] for 2 candidates" + rule);
    refused(
        () -> MinimumBayesRisk.rank(two, new double[] {-1, 3}, same),
        "weights are [-1.0, 3.0] for 2 candidates" + rule);
    refused(
        () -> MinimumBayesRisk.rank(two, new double[] {1, Double.NaN}, same),
        "weights are [1.0, NaN] for 2 candidates" + rule);
    assertThat(MinimumBayesRisk.ofSamples(3)).containsExactly(1, 1, 1);
    assertThat(MinimumBayesRisk.ofNBest(List.of())).isEmpty();
    Hypothesis unlikely = new Hypothesis(new int[0], new float[0], -5000, 0, true, Placement.FREE);
    assertThat(MinimumBayesRisk.ofNBest(List.of(unlikely, unlikely))).containsExactly(0.5, 0.5);
  }
}
