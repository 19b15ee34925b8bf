package dev.thimble.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes decoder states and log-probabilities. */
final class Closing {
  private Closing() {}

  static void one(AutoCloseable state) {
    all(List.of(state));
  }

  /** Closes all, even if one fails, and then throws the first failure. */
  static void all(List<? extends AutoCloseable> states) {
    @Nullable RuntimeException first = null;
    for (AutoCloseable state : states) {
      try {
        state.close();
      } catch (Exception e) {
        RuntimeException failure =
            e instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException("a decoder state did not close", e);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
