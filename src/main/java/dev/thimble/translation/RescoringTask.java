package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches the hypotheses of each sentence, and scores each by the models of a noisy channel: the
 * channel scores the sentence given the text of the hypothesis, the language model the text alone.
 * Both get plain texts, whether the model that searches masks or not. The channel masks them as a
 * pair of its own: as in {@link Translator#scoreAll}.
 */
record RescoringTask(SearchBatchTask search, ChannelModels models)
    implements BatchTask<SearchInput, List<Rescored>> {
  @Override
  public int length(SearchInput input) {
    return search.length(input);
  }

  @Override
  public List<List<Rescored>> compute(List<SearchInput> inputs, IntPredicate abandoned) {
    List<List<Hypothesis>> found =
        search.compute(inputs, abandoned).stream().map(search::nBest).toList();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      SearchInput input = inputs.get(i);
      for (Hypothesis hypothesis : found.get(i)) {
        String text = input.unmasking().apply(search.target().text(hypothesis.ids()));
        pairs.add(new Pair(i, input.part().text(), text));
      }
    }
    Iterator<Double> channel =
        logProbs(
            models.channel(),
            (model, pair) -> model.forced(pair.text(), pair.source()),
            pairs,
            abandoned);
    Iterator<Double> language =
        logProbs(
            models.languageModel(), (model, pair) -> model.forced(pair.text()), pairs, abandoned);
    return found.stream()
        .map(
            hypotheses ->
                hypotheses.stream()
                    .map(one -> new Rescored(one, channel.next(), language.next()))
                    .toList())
        .toList();
  }

  /* A sentence, by its index and as text, and the text of one of its hypotheses. */
  private record Pair(int input, String source, String text) {}

  /* One for each pair; all are 0 without a model. */
  private static Iterator<Double> logProbs(
      @Nullable TextModel model,
      BiFunction<TextModel, Pair, SearchInput> input,
      List<Pair> pairs,
      IntPredicate abandoned) {
    if (model == null || pairs.isEmpty()) {
      return Stream.generate(() -> 0.0).iterator();
    }
    List<SearchInput> inputs = pairs.stream().map(pair -> input.apply(model, pair)).toList();
    return model.scoring().compute(inputs, i -> abandoned.test(pairs.get(i).input())).stream()
        .map(scored -> scored.isEmpty() ? 0 : scored.get(0).logProb()) // none if abandoned
        .iterator();
  }
}
