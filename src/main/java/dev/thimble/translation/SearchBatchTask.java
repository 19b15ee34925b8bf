package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import dev.thimble.search.MinimumBayesRisk;
import dev.thimble.search.Search;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.SearchListener;
import dev.thimble.vocabulary.Vocabulary;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Searches for outputs of sentences: for each, best first. */
record SearchBatchTask(Ensemble ensemble, SearchConfig search, Ranking ranking, Vocabulary target)
    implements BatchTask<SearchInput, List<Hypothesis>> {
  @Override
  public int length(SearchInput source) {
    return source.ids().length;
  }

  @Override
  public List<List<Hypothesis>> answer(List<SearchInput> sources, BooleanSupplier abandoned) {
    Observer observer = new Observer(sources, abandoned, new int[sources.size()]);
    List<List<Hypothesis>> found = ensemble.search(newSearch(), sources, observer);
    return ranking == Ranking.SEARCH ? found : found.stream().map(this::ranked).toList();
  }

  /* A ranking merges equal texts itself: how often a text was found is its estimate of risk. */
  private Search newSearch() {
    return ranking == Ranking.SEARCH && search.nBest() > 1
        ? new Search(search, target.specialTokens(), target::text)
        : new Search(search, target.specialTokens());
  }

  private List<Hypothesis> ranked(List<Hypothesis> candidates) {
    List<String> texts = candidates.stream().map(h -> target.text(h.ids())).toList();
    double[] weights = search.strategy().riskWeights(candidates);
    return MinimumBayesRisk.rank(texts, weights, ranking::utility).stream()
        .map(choice -> candidates.get(choice.index()))
        .toList();
  }

  /* Ends a search nobody waits for, and tells the sources' listeners what is written. */
  private record Observer(List<SearchInput> sources, BooleanSupplier abandoned, int[] written)
      implements SearchListener {
    @Override
    public void beforeStep(int step) {
      if (abandoned.getAsBoolean()) {
        throw new CancellationException("nobody waits for this batch any more");
      }
    }

    @Override
    public void onPiece(int task, int id) {
      SearchInput.PieceListener listener = sources.get(task).listener();
      if (listener != null) {
        listener.written(written[task]++, id);
      }
    }
  }
}
