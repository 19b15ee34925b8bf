package dev.thimble.search;

/**
 * What search knows of a model: given what was written so far, how likely is each next piece. Rows
 * are the open hypotheses of all sentences. Most callers want {@code Translator}; implement this to
 * search with a model of your own, and test it with a table of {@code float[][]}.
 *
 * @param <S> the decoder's state; search closes every state it receives
 */
public interface StepScorer<S extends AutoCloseable> {
  /**
   * One decoding step.
   *
   * @param state the state of all rows; stays open
   * @param previousIds the piece each row wrote last, bos at the start
   */
  Step<S> step(S state, int[] previousIds);

  /**
   * A new state of the given rows in the given order, repeats allowed; {@code state} stays open.
   */
  S select(S state, int[] rows);
}
