package dev.thimble.search;

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
}
