package dev.thimble.translation;

/**
 * Receives the progress of a call with many texts. Runs on the thread of the call; an exception
 * ends the call. To test one, call it.
 */
@FunctionalInterface
public interface ProgressListener {
  /**
   * One more sentence is done.
   *
   * @param done sentences that are done, from 1
   * @param total sentences of the call. A sentence without words does not count; a sentence that is
   *     also translated in spans counts once more for each span
   */
  void onProgress(int done, int total);
}
