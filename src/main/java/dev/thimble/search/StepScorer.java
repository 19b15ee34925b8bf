package dev.thimble.search;

import java.util.List;

/**
 * A model as search sees it: it gives the log-probabilities of the next piece, given the pieces
 * written so far. A row is one open hypothesis; a batch has the rows of all its sentences.
 *
 * <p>Most programs use {@code Translator} instead. Implement this to search with another model, and
 * test the implementation against a table of {@code float[][]}.
 *
 * @param <S> the decoder's state; search closes every state it receives
 */
public interface StepScorer<S extends AutoCloseable> {
  /**
   * One decoding step.
   *
   * @param state the state of all rows; stays open
   * @param previousIds the last piece of each row, bos before the first step
   * @return the next state and the log-probabilities of its rows
   */
  Step<S> step(S state, int[] previousIds);

  /**
   * Makes a new state that holds the given rows in the given order; a row may occur several times.
   * {@code state} stays open.
   *
   * @param state of all rows
   * @param rows indices of rows from 0
   * @return a new state, which the caller closes
   */
  S select(S state, int[] rows);

  /**
   * Takes greedy steps: each row continues with its best entry. A scorer that can take several at
   * once is faster; this one takes a single step. The results must be those of single steps.
   *
   * @param state the state of all rows; stays open
   * @param previousIds the last piece of each row, bos before the first step
   * @param steps how they are taken
   * @return the steps taken, at least one; there may be fewer than {@code steps} allows
   */
  default GreedyRun<S> greedy(S state, int[] previousIds, GreedySteps steps) {
    Step<S> step = step(state, previousIds);
    try (LogProbs logProbs = step.logProbs()) {
      float[][] until = steps.until().length == 1 ? new float[0][] : logProbs.of(steps.until());
      Choices taken = logProbs.topK(1, steps.adjustments());
      return new GreedyRun<>(step.state(), List.of(taken), until);
    } catch (Throwable e) {
      Closing.one(step.state());
      throw e;
    }
  }
}
