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
 * Searches the candidates of each sentence, and scores each by the models of a noisy channel: the
 * channel scores the sentence given the text of the hypothesis, the language model the text alone.
 * Both get plain texts, whether the model that searches masks or not. The channel masks them as a
 * pair of its own: as in {@link Translator#scoreAll}.
 */
record RescoringTask(SearchBatchTask search, ChannelModels models)
    implements BatchTask<SearchInput, List<Candidate>> {
  @Override
  public int length(SearchInput input) {
    return search.length(input);
  }

  @Override
  public List<List<Candidate>> compute(List<SearchInput> inputs, IntPredicate abandoned) {
    List<List<Candidate>> found =
        search.compute(inputs, abandoned).stream().map(search::nBest).toList();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      SearchInput input = inputs.get(i);
      for (Candidate candidate : found.get(i)) {
        String text = input.unmasking().apply(search.target().text(candidate.hypothesis().ids()));
        pairs.add(new Pair(i, input.part().text(), text));
      }
    }
    Iterator<@Nullable Hypothesis> channel =
        forced(
            models.channel(),
            (model, pair) -> model.forced(pair.text(), pair.source()),
            pairs,
            abandoned);
    Iterator<@Nullable Hypothesis> language =
        forced(
            models.languageModel(), (model, pair) -> model.forced(pair.text()), pairs, abandoned);
    return found.stream()
        .map(
            candidates ->
                candidates.stream()
                    .map(one -> new Candidate(one.hypothesis(), channel.next(), language.next()))
                    .toList())
        .toList();
  }

  /* A sentence, by its index and as text, and the text of one of its hypotheses. */
  private record Pair(int input, String source, String text) {}

  /* One for each pair; all are null without a model. */
  private static Iterator<@Nullable Hypothesis> forced(
      @Nullable TextModel model,
      BiFunction<TextModel, Pair, SearchInput> input,
      List<Pair> pairs,
      IntPredicate abandoned) {
    if (model == null || pairs.isEmpty()) {
      return Stream.<@Nullable Hypothesis>generate(() -> null).iterator();
    }
    List<SearchInput> inputs = pairs.stream().map(pair -> input.apply(model, pair)).toList();
    return model.scoring().compute(inputs, i -> abandoned.test(pairs.get(i).input())).stream()
        .<@Nullable Hypothesis>map(
            scored -> scored.isEmpty() ? null : scored.get(0).hypothesis()) // none if abandoned
        .iterator();
  }
}
