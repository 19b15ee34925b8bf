package dev.thimble.translation;

import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;

/**
 * The queue had no room for a call within {@link CallLimits#queueWait}. The call had no effect and
 * may be retried.
 */
public final class QueueFullException extends RejectedExecutionException {
  private static final long serialVersionUID = 1;

  /**
   * @param capacity {@link ServingConfig#queueCapacity}
   */
  QueueFullException(int capacity) {
    super(
        String.format(
            Locale.ROOT,
            "the queue is full: %,d sentences wait for the model; try again later, or load the"
                + " translator with a larger queueCapacity",
            capacity));
  }
}
