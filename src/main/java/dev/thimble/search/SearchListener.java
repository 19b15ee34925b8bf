package dev.thimble.search;

/**
 * Follows a search on its thread: shows pieces as they are written, or breaks the search off by an
 * exception. The exception goes to the caller of the search, after every state has been closed.
 */
public interface SearchListener {
  /**
   * Called before each step of the whole batch.
   *
   * @param step number of the step, from 0
   */
  default void beforeStep(int step) {}

  /**
   * Called for each piece, other than eos, that is certain to be in the result. That is known only
   * in a beam of size 1 and for one sample a sentence; else it is never called.
   *
   * @param task index of the sentence among the tasks
   * @param id the next piece of its output
   */
  default void onPiece(int task, int id) {}

  /**
   * Whether nobody needs the result of a sentence any more. Asked after each step for each sentence
   * that is not finished; if so, the search drops the sentence, and returns no hypotheses for it.
   *
   * @param task index of the sentence among the tasks
   * @return true to drop the sentence
   */
  default boolean isAbandoned(int task) {
    return false;
  }
}
