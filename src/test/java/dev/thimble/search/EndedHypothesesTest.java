package dev.thimble.search;

import static dev.thimble.search.FakeSearch.A;
import static dev.thimble.search.FakeSearch.ids;
import static dev.thimble.search.FakeSearch.table;
import static dev.thimble.search.FakeSearch.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Search#searchAll} gives what {@link Search#search} gives, then all others that ended. */
class EndedHypothesesTest {
  private static final FakeScorer.Model MODEL =
      (sentence, prefix) ->
          prefix.isEmpty() ? table(0.1, 0.5, 0.4) : table(prefix.get(0) == A ? 0.6 : 0.7, 0.2, 0.2);

  private static List<Hypothesis> all(SearchConfig config) {
    Search search = new Search(config, SpecialTokens.defaults());
    FakeScorer scorer = new FakeScorer(MODEL);
    return search.searchAll(scorer, scorer.start(1), tasks(3), new SearchListener() {}).get(0);
  }

  @ParameterizedTest
  @CsvSource({"4, 1, 1", "4, 2, 1", "4, 1, 2", "4, 2, 2", "6, 3, 3"})
  void startsWithTheResults(int size, int nBest, int groups) {
    SearchConfig config =
        SearchConfig.defaults()
            .withStrategy(Beam.of(size).withGroups(groups, groups == 1 ? 0 : 0.5))
            .withNBest(nBest);
    List<String> results = ids(FakeSearch.run(config, MODEL));
    List<String> all = ids(all(config));
    assertThat(all.subList(0, results.size())).isEqualTo(results);
    assertThat(all).hasSizeGreaterThanOrEqualTo(results.size()).doesNotHaveDuplicates();
  }

  @Test
  void othersAreBestFirst() {
    List<Hypothesis> all = all(SearchConfig.defaults().withStrategy(Beam.of(4)));
    assertThat(all).isSortedAccordingTo(SentenceBeam.BEST_FIRST).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void greedySearchEndsOneHypothesis() {
    assertThat(all(SearchConfig.greedy())).hasSize(1);
  }

  @Test
  void samplesAreAllResults() {
    SearchConfig config = SearchConfig.defaults().withStrategy(Sampling.defaults()).withNBest(3);
    assertThat(all(config)).hasSize(3);
  }
}
