package dev.thimble.translation;

import dev.thimble.search.SearchTask;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A sentence to search.
 *
 * @param ids of the source pieces
 * @param task its limits and constraints for the search
 * @param unmasking replaces the symbols of an output by text
 * @param listener gets each piece of the output as soon as it is certain; or null
 */
record SearchInput(
    int[] ids, SearchTask task, UnaryOperator<String> unmasking, @Nullable PieceListener listener) {
  /** The same with a listener. */
  SearchInput with(PieceListener other) {
    return new SearchInput(ids, task, unmasking, other);
  }

  /** Gets the pieces of an output during the search. Runs on a worker, so it must be quick. */
  @FunctionalInterface
  interface PieceListener {
    /**
     * A piece is certain. If a search fails and runs again, the same pieces are passed once more.
     *
     * @param position of the piece in the output, from 0
     * @param id of the piece
     */
    void written(int position, int id);
  }
}
