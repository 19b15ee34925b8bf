package dev.thimble.search;

import static dev.thimble.search.FakeSearch.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sentences whose results nobody needs any more leave a search, and the others go on. */
class AbandonedSentencesTest {
  private static final FakeScorer.Model MODEL = FakeScorer.random(5, 9);

  /** Abandons a sentence after a number of steps. */
  private static final class Leaving implements SearchListener {
    private final int sentence;
    private final int after;
    private int steps;

    Leaving(int sentence, int after) {
      this.sentence = sentence;
      this.after = after;
    }

    @Override
    public void beforeStep(int step) {
      steps = step + 1;
    }

    @Override
    public boolean isAbandoned(int task) {
      return task == sentence && steps >= after;
    }
  }

  static Stream<SearchConfig> configs() {
    SearchConfig beam = SearchConfig.defaults().withStrategy(Beam.of(4)).withNBest(2);
    return Stream.of(
        SearchConfig.greedy(),
        beam,
        beam.withStrategy(Beam.of(4).withGroups(2, 0.5)),
        beam.withStrategy(Sampling.defaults()));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void othersHaveTheSameResults(SearchConfig config) {
    List<List<Hypothesis>> all = run(config, new SearchListener() {});
    for (int sentence = 0; sentence < 3; sentence++) {
      List<List<Hypothesis>> found = run(config, new Leaving(sentence, 1));
      for (int i = 0; i < 3; i++) {
        List<String> expected = i == sentence ? List.of() : FakeSearch.ids(all.get(i));
        assertThat(FakeSearch.ids(found.get(i))).isEqualTo(expected);
      }
    }
  }

  @Test
  void searchOfOneSentenceEndsAfterTheStep() {
    SearchConfig endless =
        SearchConfig.greedy()
            .withConstraints(
                Constraints.defaults()
                    .withMinLength(LengthFormula.absolute(99))
                    .withMaxLength(LengthFormula.absolute(100)));
    Leaving listener = new Leaving(0, 7);
    FakeScorer scorer = new FakeScorer(MODEL);
    List<List<Hypothesis>> found =
        new Search(endless, SpecialTokens.defaults())
            .search(scorer, scorer.start(1), tasks(3), listener);
    assertThat(found).containsExactly(List.of());
    assertThat(listener.steps).isEqualTo(7);
    assertThat(scorer.open()).isZero();
  }

  private static List<List<Hypothesis>> run(SearchConfig config, SearchListener listener) {
    FakeScorer scorer = new FakeScorer(MODEL);
    List<List<Hypothesis>> found =
        new Search(config, SpecialTokens.defaults())
            .search(scorer, scorer.start(3), tasks(3, 4, 5), listener);
    assertThat(scorer.open()).isZero();
    return found;
  }
}
