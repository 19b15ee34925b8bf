package dev.thimble.vocabulary;

/**
 * Hears how far the training of a vocabulary is; for a display of progress. Called on the thread
 * that trains. Test it with any numbers of {@code 0 <= done <= total}.
 */
@FunctionalInterface
public interface MergeListener {
  /**
   * A merge is done.
   *
   * @param done merges so far; at the end {@code total}, even if the text has too few pairs
   * @param total merges in all, at least 1
   */
  void onMerge(int done, int total);
}
