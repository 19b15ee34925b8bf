package dev.thimble.search;

/**
 * Is told of a search while it runs, on its thread: to show pieces as they are written, or to break
 * a search off. What it throws ends the search, every state closed, and goes to the caller.
 */
public interface SearchListener {
  /** Called before each step of the whole batch, from 0. */
  default void beforeStep(int step) {}

  /**
   * Called for each piece that is sure to stand in the result: only with a beam of 1 or one sample
   * a sentence, else never; eos is not told.
   *
   * @param task place of the sentence among the tasks
   * @param id the next piece of its output
   */
  default void onPiece(int task, int id) {}
}
