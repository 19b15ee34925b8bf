package dev.thimble.translation;

/**
 * Follows a call with many texts. Runs on the thread of the call; an exception ends the call. To
 * test one, call it.
 */
@FunctionalInterface
public interface ProgressListener {
  /**
   * One more sentence is done.
   *
   * @param done sentences that are done, from 1
   * @param total sentences of the call. A sentence without words does not count; one that is also
   *     translated in spans counts once for each span, too
   */
  void onProgress(int done, int total);
}
