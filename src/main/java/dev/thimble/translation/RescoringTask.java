package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Searches the hypotheses of each sentence, and scores the sentence given the text of each by the
 * channel. The channel gets plain texts and masks them as a pair of its own, whether the model that
 * searches masks or not: as in {@link Translator#scoreAll}.
 */
record RescoringTask(SearchBatchTask search, TextModel channel)
    implements BatchTask<SearchInput, List<Rescored>> {
  @Override
  public int length(SearchInput input) {
    return search.length(input);
  }

  @Override
  public List<List<Rescored>> compute(List<SearchInput> inputs, BooleanSupplier abandoned) {
    List<List<Hypothesis>> found = search.compute(inputs, abandoned);
    List<SearchInput> pairs = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      SearchInput input = inputs.get(i);
      for (Hypothesis hypothesis : found.get(i)) {
        String text = search.target().text(hypothesis.ids());
        pairs.add(channel.forced(input.unmasking().apply(text), input.part().text()));
      }
    }
    Iterator<List<Hypothesis>> scored = channel.scoring().compute(pairs, abandoned).iterator();
    return found.stream()
        .map(
            hypotheses ->
                hypotheses.stream()
                    .map(one -> new Rescored(one, scored.next().get(0).logProb()))
                    .toList())
        .toList();
  }
}
