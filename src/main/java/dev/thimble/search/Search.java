package dev.thimble.search;

import dev.thimble.vocabulary.SpecialTokens;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Greedy search, beam search, diverse beam search or sampling over a whole batch of sentences, as a
 * {@link SearchConfig} says. Sentences do not see one another: results are those of each searched
 * alone, so far as the scorer's log-probabilities are. Stateless and thread-safe.
 *
 * <p>A hypothesis ends with eos, or is cut at its sentence's length limit; pad, bos and unk are
 * never written, except by a prefix. With a beam of 1 the search is greedy: it follows the best
 * piece and stops when that is eos. A hypothesis that is left without any piece it may write is cut
 * there.
 */
public final class Search {
  private final SearchConfig config;
  private final SpecialTokens special;
  private final Function<int[], ?> text;
  private final int[] banned;

  /**
   * A search whose outputs are the same only if their ids are.
   *
   * @throws IllegalArgumentException if a control piece is to be suppressed
   */
  public Search(SearchConfig config, SpecialTokens special) {
    this(config, special, IntBuffer::wrap);
  }

  /**
   * A search with the given settings.
   *
   * @param text what ids stand for; of several outputs of a beam that stand for the same, only the
   *     best is a result
   * @throws IllegalArgumentException if a control piece is to be suppressed
   */
  public Search(SearchConfig config, SpecialTokens special, Function<int[], ?> text) {
    this.config = config;
    this.special = special;
    this.text = text;
    List<List<Integer>> suppressed = config.constraints().suppressed();
    suppressed.forEach(sequence -> checkIds(sequence, "a suppressed sequence"));
    IntStream control = IntStream.of(special.pad(), special.bos(), special.unk());
    IntStream single = suppressed.stream().filter(s -> s.size() == 1).mapToInt(s -> s.get(0));
    banned = IntStream.concat(control, single).distinct().toArray();
  }

  /** {@link #search(StepScorer, AutoCloseable, List, SearchListener)} with nobody told. */
  public <S extends AutoCloseable> List<List<Hypothesis>> search(
      StepScorer<S> scorer, S initial, List<SearchTask> tasks) {
    return search(scorer, initial, tasks, new SearchListener() {});
  }

  /**
   * Searches.
   *
   * @param scorer the model
   * @param initial its state before the first piece, one row a sentence; closed here, like every
   *     state that follows
   * @param tasks the sentences
   * @param listener is told of each step, on this thread
   * @param <S> the scorer's state
   * @return for each sentence at least one hypothesis and at most {@code nBest}. Of a beam, the
   *     best, best score first, those cut at the length limit after all that finished, no output
   *     twice, and fewer than {@code nBest} only if the beam finds no more different ones up to the
   *     length limit; of sampling, all, equal ones too, in the order of their numbers.
   * @throws IllegalArgumentException if a task's prefix or required ids hold a control piece, or
   *     the latter unk
   */
  public <S extends AutoCloseable> List<List<Hypothesis>> search(
      StepScorer<S> scorer, S initial, List<SearchTask> tasks, SearchListener listener) {
    try (HeldState<S> held = new HeldState<>(scorer, initial, tasks.size())) {
      SearchBatch batch = new SearchBatch(config, special.eos(), text, check(tasks));
      held.select(batch.firstRows());
      for (int step = 0; batch.rows() > 0; step++) {
        listener.beforeStep(step);
        int[] previous = batch.lastIds(special.bos());
        Choices choices;
        try (LogProbs logProbs = held.step(previous)) {
          choices = batch.choose(logProbs, banned);
        }
        held.select(batch.advance(choices, listener));
      }
      return batch.results();
    }
  }

  private List<SearchTask> check(List<SearchTask> tasks) {
    for (SearchTask task : tasks) {
      checkIds(task.prefix(), "the prefix");
      checkIds(task.required(), "required ids");
      if (task.required().contains(special.unk())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "required ids: %s; id %d, unk, stands for no text",
                task.required(),
                special.unk()));
      }
    }
    return tasks;
  }

  private void checkIds(List<Integer> ids, String what) {
    for (int id : ids) {
      if (id < 0 || id == special.pad() || id == special.bos() || id == special.eos()) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "%s: %s; id %d is not a piece of text", what, ids, id));
      }
    }
  }
}
