package dev.thimble.search;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.Arrays;
import java.util.List;

/** Searches over a {@link FakeScorer} whose text pieces are A and B. */
final class FakeSearch {
  static final int A = 4;
  static final int B = 5;

  private FakeSearch() {}

  /** Log-probabilities from the given probabilities of eos, A and B. */
  static float[] table(double eos, double a, double b) {
    return FakeScorer.logarithms(1e-9, 1e-9, 1e-9, eos, a, b);
  }

  /** Tasks for sources of the given lengths. */
  static List<SearchTask> tasks(int... sourceLengths) {
    return Arrays.stream(sourceLengths).mapToObj(SearchTask::of).toList();
  }

  /** The hypotheses for one sentence of 3 pieces. */
  static List<Hypothesis> run(SearchConfig config, FakeScorer.Model model) {
    return run(new Search(config, SpecialTokens.defaults()), model);
  }

  /** The hypotheses for one sentence of 3 pieces. */
  static List<Hypothesis> run(Search search, FakeScorer.Model model) {
    FakeScorer scorer = new FakeScorer(model);
    return search.search(scorer, scorer.start(1), tasks(3)).get(0);
  }

  /** The number of steps for one sentence of 3 pieces. */
  static int steps(Search search, FakeScorer.Model model) {
    int[] steps = new int[1];
    SearchListener counter =
        new SearchListener() {
          @Override
          public void beforeStep(int step) {
            steps[0] = step + 1;
          }
        };
    FakeScorer scorer = new FakeScorer(model);
    search.search(scorer, scorer.start(1), tasks(3), counter);
    return steps[0];
  }

  /** The ids of each hypothesis as text. */
  static List<String> ids(List<Hypothesis> found) {
    return found.stream().map(h -> Arrays.toString(h.ids())).toList();
  }
}
