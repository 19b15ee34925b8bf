package dev.thimble.translation;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * A computation that the model does in batches. Inputs with equal tasks may share a batch.
 * Implementations are immutable, thread-safe, and records because of {@code equals}.
 */
interface BatchTask<I, R> {
  /** Number of pieces of an input, which limits the size of batches. */
  int length(I input);

  /**
   * Computes the results of a batch, in its order.
   *
   * @param abandoned whether no caller waits for the input with this index any more; a long task
   *     asks from time to time and leaves out such inputs, whose results nobody reads
   */
  List<R> compute(List<I> inputs, IntPredicate abandoned);
}
