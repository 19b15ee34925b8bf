package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import dev.thimble.search.MinimumBayesRisk;
import dev.thimble.search.Search;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.SearchListener;
import dev.thimble.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Searches the hypotheses of each sentence, in the order of the ranking. In the order of the
 * search, all others that have ended follow the {@code nBest}.
 */
record SearchBatchTask(Ensemble ensemble, SearchConfig search, Ranking ranking, Vocabulary target)
    implements BatchTask<SearchInput, List<Candidate>> {
  private static final int STEPS_AT_ONCE = 32;

  @Override
  public int length(SearchInput input) {
    return input.ids().length;
  }

  @Override
  public List<List<Candidate>> compute(List<SearchInput> inputs, IntPredicate abandoned) {
    Observer observer = new Observer(inputs, abandoned, new int[inputs.size()]);
    List<List<Hypothesis>> found = ensemble.search(newSearch(), inputs, observer);
    List<List<Candidate>> candidates = new ArrayList<>(found.size());
    for (int i = 0; i < inputs.size(); i++) {
      List<Hypothesis> ended = found.get(i);
      List<Hypothesis> ordered =
          ranking == Ranking.SEARCH ? ended : ranked(nBest(ended), inputs.get(i).unmasking());
      candidates.add(ordered.stream().map(Candidate::of).toList());
    }
    return candidates;
  }

  /** Those that are wanted of the hypotheses, or candidates, that have ended. */
  <T> List<T> nBest(List<T> ended) {
    return ended.subList(0, Math.min(search.nBest(), ended.size()));
  }

  /* A minimum-Bayes-risk ranking needs equal texts, which it weights by their number. */
  private Search newSearch() {
    return ranking == Ranking.SEARCH && search.nBest() > 1
        ? new Search(search, target.specialTokens(), target::text)
        : new Search(search, target.specialTokens());
  }

  /* Of equal texts the first stands for all, so those placed freely come first. */
  List<Hypothesis> ranked(List<Hypothesis> found, UnaryOperator<String> unmasking) {
    if (found.isEmpty()) { // abandoned
      return found;
    }
    List<Hypothesis> candidates = byPlacement(found.stream());
    List<String> texts =
        candidates.stream().map(h -> unmasking.apply(target.text(h.ids()))).toList();
    double[] weights = search.strategy().riskWeights(candidates);
    return byPlacement(
        MinimumBayesRisk.rank(texts, weights, ranking::utility).stream()
            .map(choice -> candidates.get(choice.index())));
  }

  private static List<Hypothesis> byPlacement(Stream<Hypothesis> hypotheses) {
    return hypotheses.sorted(Comparator.comparing(Hypothesis::placement)).toList();
  }

  /* Drops what no caller waits for; passes pieces to the inputs' listeners. */
  private record Observer(List<SearchInput> inputs, IntPredicate abandoned, int[] written)
      implements SearchListener {
    /* Pieces are shown when they are written; a sentence that nobody waits for is dropped soon. */
    @Override
    public int stepsAtOnce() {
      return inputs.stream().allMatch(input -> input.listener() == null) ? STEPS_AT_ONCE : 1;
    }

    @Override
    public boolean isAbandoned(int task) {
      return abandoned.test(task);
    }

    @Override
    public void onPiece(int task, int id) {
      SearchInput.PieceListener listener = inputs.get(task).listener();
      if (listener != null) {
        listener.written(written[task]++, id);
      }
    }
  }
}
