package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.search.EnsembleConfig;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.Placement;
import dev.thimble.search.Sampling;
import dev.thimble.search.SearchConfig;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The order of hypotheses by risk, without a model. */
class SearchBatchTaskTest {
  private static final Vocabulary VOCABULARY =
      BytePairTrainer.train(List.of("a b"), new VocabularyConfig(264, 1, true, List.of(), 16));
  private static final int A = VOCABULARY.id("a");
  private static final int B = VOCABULARY.id("b");

  private final SearchBatchTask task =
      new SearchBatchTask(
          new Ensemble(List.of(), EnsembleConfig.defaults(1), null),
          SearchConfig.greedy().withStrategy(Sampling.defaults()).withNBest(4),
          Ranking.MBR_CHRF,
          VOCABULARY);

  @Test
  void hypothesisPlacedFreelyRanksBeforeForcedOnesOfLowerRisk() {
    List<Hypothesis> ranked =
        ranked(
            List.of(
                sample(Placement.FORCED, A, A, A),
                sample(Placement.FORCED, A, A, B),
                sample(Placement.FREE, B, B, B),
                sample(Placement.FORCED, A, A, A)));
    assertThat(ranked.stream().map(Hypothesis::placement))
        .containsExactly(Placement.FREE, Placement.FORCED, Placement.FORCED);
    assertThat(ranked.get(0).ids()).containsExactly(B, B, B);
    assertThat(ranked.get(1).ids()).containsExactly(A, A, A);
  }

  @Test
  void textFoundFreelyAndByForceIsFree() {
    List<Hypothesis> ranked =
        ranked(List.of(sample(Placement.FORCED, A, B), sample(Placement.FREE, A, B)));
    assertThat(ranked).singleElement().extracting(Hypothesis::placement).isEqualTo(Placement.FREE);
  }

  @Test
  void orderIsThatOfTheRiskAmongHypothesesOfOnePlacement() {
    List<Hypothesis> ranked =
        ranked(
            List.of(
                sample(Placement.FREE, B, B, B),
                sample(Placement.FREE, A, A, B),
                sample(Placement.FREE, A, A, A)));
    assertThat(ranked.get(0).ids()).containsExactly(A, A, B);
  }

  private static Hypothesis sample(Placement placement, int... ids) {
    return new Hypothesis(ids, new float[ids.length], 0, 0, true, placement);
  }

  private List<Hypothesis> ranked(List<Hypothesis> found) {
    return task.ranked(found, UnaryOperator.identity());
  }
}
