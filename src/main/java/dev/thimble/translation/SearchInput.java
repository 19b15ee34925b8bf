package dev.thimble.translation;

import dev.thimble.search.SearchTask;
import org.jspecify.annotations.Nullable;

/**
 * One sentence to be searched.
 *
 * @param ids of its pieces
 * @param task what search is to know of it
 * @param listener hears each id that is written, in order; may be null, and then the ids come with
 *     the result alone
 */
record SearchInput(int[] ids, SearchTask task, @Nullable PieceListener listener) {
  /** The same, with a listener. */
  SearchInput with(PieceListener other) {
    return new SearchInput(ids, task, other);
  }

  /** Hears what a search writes, while it writes; on a thread of the queue, so it must be quick. */
  @FunctionalInterface
  interface PieceListener {
    /**
     * A piece is certain. A search that failed may be run again, and then says the same once more.
     *
     * @param position of the piece in its sentence, from 0
     * @param id of the piece
     */
    void written(int position, int id);
  }
}
