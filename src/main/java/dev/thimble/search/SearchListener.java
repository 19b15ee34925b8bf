package dev.thimble.search;

/**
 * Follows a search on its thread: shows pieces as they are written, or stops the search by an
 * exception. The search closes every state and then throws the exception to its caller.
 */
public interface SearchListener {
  /**
   * Called before each step of the whole batch, unless several are taken at once.
   *
   * @param step number of the step, from 0
   */
  default void beforeStep(int step) {}

  /**
   * The most steps that greedy search may take at once, which is faster. {@link #beforeStep} is
   * then called before the first of them only, and the other methods after the last.
   *
   * @return at least 1
   */
  default int stepsAtOnce() {
    return 1;
  }

  /**
   * Called for each piece, other than eos, that is certain to be in the result. Only a beam of size
   * 1 and a single sample for each sentence call it.
   *
   * @param task index of the sentence among the tasks
   * @param id the next piece of its output
   */
  default void onPiece(int task, int id) {}

  /**
   * Whether nobody needs the result of a sentence any more. Called after each step, or after
   * several taken at once, for each unfinished sentence; if it returns true, the search drops the
   * sentence and returns no hypotheses for it.
   *
   * @param task index of the sentence among the tasks
   * @return true to drop the sentence
   */
  default boolean isAbandoned(int task) {
    return false;
  }
}
