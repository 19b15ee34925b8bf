package dev.thimble.translation;

import dev.thimble.search.SearchTask;
import dev.thimble.translation.SourceText.Part;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A sentence to search.
 *
 * @param part the sentence
 * @param task its limits and constraints for the search
 * @param listener gets each piece of the output as soon as it is certain; or null
 */
record SearchInput(Part part, SearchTask task, @Nullable PieceListener listener) {
  /** The input to score a given target, whose text is not needed. */
  static SearchInput forced(int[] source, int[] target) {
    Part part = new Part(source, UnaryOperator.identity(), "");
    return new SearchInput(part, SearchTask.forced(target), null);
  }

  /** The ids of the source pieces. */
  int[] ids() {
    return part.ids();
  }

  /** Replaces the symbols of an output by text. */
  UnaryOperator<String> unmasking() {
    return part.unmasking();
  }

  /** The same with a listener. */
  SearchInput with(PieceListener other) {
    return new SearchInput(part, task, other);
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
