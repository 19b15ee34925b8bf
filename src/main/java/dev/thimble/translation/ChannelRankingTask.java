package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import java.util.List;
import java.util.function.IntPredicate;

/** Searches the hypotheses of each sentence, in the order of the noisy-channel score. */
record ChannelRankingTask(RescoringTask rescoring, ChannelWeights weights)
    implements BatchTask<SearchInput, List<Hypothesis>> {
  @Override
  public int length(SearchInput input) {
    return rescoring.length(input);
  }

  @Override
  public List<List<Hypothesis>> compute(List<SearchInput> inputs, IntPredicate abandoned) {
    return rescoring.compute(inputs, abandoned).stream()
        .map(found -> Rescored.ranked(found, weights))
        .toList();
  }
}
