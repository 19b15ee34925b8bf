package dev.thimble.vocabulary;

/**
 * Receives the progress of the training of a vocabulary. Called on the training thread. Test it
 * with any numbers {@code 0 <= done <= total}.
 */
@FunctionalInterface
public interface MergeListener {
  /**
   * A merge is done.
   *
   * @param done merges so far; at the end equal to {@code total}, even if the text has too few
   *     pairs
   * @param total merges in all, at least 1
   */
  void onMerge(int done, int total);
}
