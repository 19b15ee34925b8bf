package dev.thimble.translation;

import java.util.List;
import java.util.function.IntPredicate;

/** Searches the candidates of each sentence, in the order of the noisy-channel score. */
record ChannelRankingTask(RescoringTask rescoring, ChannelWeights weights)
    implements BatchTask<SearchInput, List<Candidate>> {
  @Override
  public int length(SearchInput input) {
    return rescoring.length(input);
  }

  @Override
  public List<List<Candidate>> compute(List<SearchInput> inputs, IntPredicate abandoned) {
    return rescoring.compute(inputs, abandoned).stream()
        .map(found -> Candidate.ranked(found, weights))
        .toList();
  }
}
