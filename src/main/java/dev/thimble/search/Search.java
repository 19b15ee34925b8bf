package dev.thimble.search;

import dev.thimble.vocabulary.SpecialTokens;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Greedy search, beam search, diverse beam search or sampling for a batch of sentences. Sentences
 * are independent: if the scorer's log-probabilities do not depend on the batch, neither does a
 * sentence's result. Immutable and thread-safe.
 *
 * <p>A hypothesis ends with eos, or is cut at its sentence's length limit or where the constraints
 * allow no piece. Pad, bos and unk are never chosen; only a prefix may contain unk. A beam of size
 * 1 is greedy search: it takes the best piece at each step and stops at eos.
 */
public final class Search {
  private static final SearchListener NOBODY =
      new SearchListener() {
        @Override
        public int stepsAtOnce() {
          return Integer.MAX_VALUE;
        }
      };

  private final SearchConfig config;
  private final SpecialTokens special;
  private final Function<int[], ?> text;
  private final int[] banned;

  /**
   * Makes a search that treats outputs with equal ids as equal.
   *
   * @param config strategy, length penalty and constraints
   * @param special ids of the target vocabulary
   * @throws IllegalArgumentException if a suppressed sequence contains a control piece
   */
  public Search(SearchConfig config, SpecialTokens special) {
    this(config, special, IntBuffer::wrap);
  }

  /**
   * Makes a search that treats outputs with equal texts as equal.
   *
   * @param config strategy, length penalty and constraints
   * @param special ids of the target vocabulary
   * @param text converts ids to text; a beam returns only the best of several equal outputs
   * @throws IllegalArgumentException if a suppressed sequence contains a control piece
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

  /**
   * {@link #search(StepScorer, AutoCloseable, List, SearchListener)} without a listener.
   *
   * @param <S> the scorer's state
   * @param scorer the model
   * @param initial the state of all sentences before the first step; closed by the search
   * @param tasks one for each sentence, in the order of the rows of {@code initial}
   * @return the hypotheses of each sentence, best first
   */
  public <S extends AutoCloseable> List<List<Hypothesis>> search(
      StepScorer<S> scorer, S initial, List<SearchTask> tasks) {
    return search(scorer, initial, tasks, NOBODY);
  }

  /**
   * Searches.
   *
   * @param scorer the model
   * @param initial the state before the first piece, one row for each sentence; the search closes
   *     it and every later state
   * @param tasks the sentences
   * @param listener called on this thread
   * @param <S> the scorer's state
   * @return for each sentence 1 to {@code nBest} hypotheses. Beam search returns the best distinct
   *     outputs, highest score first, finished ones before those cut at the length limit, and of
   *     either first those with {@link Placement#FREE}; fewer than {@code nBest} only if the beam
   *     finds no more distinct ones up to that limit. Sampling returns all samples in the order of
   *     their numbers, equal ones too. An abandoned sentence ({@link SearchListener#isAbandoned})
   *     has none.
   * @throws IllegalArgumentException if a task's prefix, required or permitted ids contain a
   *     control piece, or its required ids unk
   */
  public <S extends AutoCloseable> List<List<Hypothesis>> search(
      StepScorer<S> scorer, S initial, List<SearchTask> tasks, SearchListener listener) {
    return searchAll(scorer, initial, tasks, listener).stream()
        .map(ended -> ended.stream().limit(config.nBest()).toList())
        .toList();
  }

  /**
   * As {@link #search}, but returns after the {@code nBest} hypotheses of a sentence all others
   * that its beam has ended. They cost nothing and show how much the likely outputs differ.
   *
   * @param <S> the scorer's state
   * @param scorer the model
   * @param initial the state of all sentences before the first step; closed by the search
   * @param tasks one for each sentence, in the order of the rows of {@code initial}
   * @param listener called on this thread
   * @return the hypotheses of each sentence, best first
   */
  public <S extends AutoCloseable> List<List<Hypothesis>> searchAll(
      StepScorer<S> scorer, S initial, List<SearchTask> tasks, SearchListener listener) {
    try (HeldState<S> held = new HeldState<>(scorer, initial, tasks.size())) {
      SearchMethod method = SearchMethod.of(config, special.eos(), text);
      SearchBatch batch = new SearchBatch(method, config, special.eos(), check(tasks));
      held.select(batch.firstRows());
      for (int step = 0; batch.rows() > 0; ) {
        listener.beforeStep(step);
        int[] previous = batch.lastIds(special.bos());
        SearchBatch.Outlook outlook = batch.outlook(banned);
        int most = Math.min(outlook.steps(), listener.stepsAtOnce());
        if (most > 1) {
          GreedyRun<S> run = held.greedy(previous, outlook.greedy(special.eos(), most));
          held.select(batch.advance(run, outlook, listener));
          step += run.steps().size();
        } else {
          Candidates candidates;
          try (LogProbs logProbs = held.step(previous)) {
            candidates = batch.choose(logProbs, outlook);
          }
          held.select(batch.advance(candidates, listener));
          step++;
        }
      }
      return batch.ended();
    }
  }

  private List<SearchTask> check(List<SearchTask> tasks) {
    for (SearchTask task : tasks) {
      checkIds(task.prefix(), "the prefix");
      checkIds(task.required(), "required ids");
      checkIds(task.permitted(), "permitted ids");
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
