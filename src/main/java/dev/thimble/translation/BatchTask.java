package dev.thimble.translation;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A kind of work that the model does in batches. Requests whose work is equal may share a batch.
 * Implementations are immutable, thread-safe, and records for their {@code equals}.
 */
interface BatchTask<I, R> {
  /** Pieces of an input, by which batches are bounded. */
  int length(I input);

  /**
   * Answers a batch, in its order.
   *
   * @param abandoned whether nobody waits for the batch any more; long work asks now and then, and
   *     ends with a {@code CancellationException}
   */
  List<R> answer(List<I> inputs, BooleanSupplier abandoned);
}
