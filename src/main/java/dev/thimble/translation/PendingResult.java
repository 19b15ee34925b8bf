package dev.thimble.translation;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One input and, later, its answer. A request is done once it has a result, has failed or was
 * cancelled; from then on it takes no place in the queue or in a batch. Thread-safe.
 *
 * <p>Ending a request allocates nothing, so that it also works while the heap is full.
 */
final class PendingResult<I, R> {
  private final BatchTask<I, R> task;
  private final I input;
  private final int length;
  private final Runnable onDone;
  private volatile boolean done;
  private @Nullable R result; // set before done, as is failure; neither if cancelled
  private @Nullable Throwable failure;

  PendingResult(BatchTask<I, R> task, I input) {
    this(task, input, () -> {});
  }

  /**
   * A request that reports its end.
   *
   * @param onDone runs once, on the thread that ends the request; must be quick and must not throw
   */
  PendingResult(BatchTask<I, R> task, I input, Runnable onDone) {
    this.task = task;
    this.input = input;
    this.onDone = onDone;
    length = task.length(input);
  }

  BatchTask<I, R> task() {
    return task;
  }

  I input() {
    return input;
  }

  int length() {
    return length;
  }

  boolean isDone() {
    return done;
  }

  /** Ends the request with a result, unless it is done. */
  boolean complete(R answer) {
    return end(answer, null);
  }

  /** Ends the request with a failure, unless it is done. */
  boolean fail(Throwable cause) {
    return end(null, cause);
  }

  /** Ends the request without an answer, unless it is done. */
  boolean cancel() {
    return end(null, null);
  }

  private boolean end(@Nullable R answer, @Nullable Throwable cause) {
    synchronized (this) {
      if (done) {
        return false;
      }
      result = answer;
      failure = cause;
      done = true;
      notifyAll();
    }
    onDone.run();
    return true;
  }

  /**
   * Waits for the result. An interrupt cancels the request; the thread stays interrupted.
   *
   * @throws CancellationException if the thread is interrupted or the request was cancelled
   */
  R await() {
    try {
      awaitEnd();
    } catch (InterruptedException e) {
      cancel();
      throw interrupted();
    }
    if (failure != null) {
      throw unchecked(failure);
    }
    if (result == null) {
      throw new CancellationException("the request was cancelled");
    }
    return result;
  }

  private synchronized void awaitEnd() throws InterruptedException {
    while (!done) {
      wait();
    }
  }

  /** Interrupts the current thread again and makes the exception to throw. */
  static CancellationException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException("the thread was interrupted while it waited for the model");
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }
}
