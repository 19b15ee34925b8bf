package dev.thimble.translation;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One input and the result that is computed for it. It is done once it has a result, has failed or
 * is cancelled. Thread-safe.
 *
 * <p>{@link #complete}, {@link #fail} and {@link #cancel} allocate nothing, so that they work while
 * the heap is full.
 */
final class PendingResult<I, R> {
  private final BatchTask<I, R> task;
  private final I input;
  private final int length;
  private final Runnable onDone;
  private volatile boolean done;
  private @Nullable R result; // result or failure is set before done; neither if cancelled
  private @Nullable Throwable failure;

  PendingResult(BatchTask<I, R> task, I input) {
    this(task, input, () -> {});
  }

  /**
   * An input with a callback.
   *
   * @param onDone runs once, on the thread that completes, fails or cancels this; must be quick and
   *     must not throw
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

  /** Sets the result. Does nothing and returns false if this is done. */
  boolean complete(R value) {
    return end(value, null);
  }

  /** Sets the failure. Does nothing and returns false if this is done. */
  boolean fail(Throwable cause) {
    return end(null, cause);
  }

  /** Ends this without a result. Does nothing and returns false if this is done. */
  boolean cancel() {
    return end(null, null);
  }

  private boolean end(@Nullable R value, @Nullable Throwable cause) {
    synchronized (this) {
      if (done) {
        return false;
      }
      result = value;
      failure = cause;
      done = true;
      notifyAll();
    }
    onDone.run();
    return true;
  }

  /**
   * Waits for the result. An interrupt of the thread cancels this; the thread stays interrupted.
   *
   * @throws CancellationException if the thread is interrupted or this was cancelled
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
      throw new CancellationException("the call was cancelled");
    }
    return result;
  }

  private synchronized void awaitEnd() throws InterruptedException {
    while (!done) {
      wait();
    }
  }

  /** Restores the interrupt flag and returns the exception to throw. */
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
