package dev.thimble.translation;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One input and the result that is computed for it. It is done once it has a result, has failed or
 * is cancelled. Thread-safe.
 *
 * <p>{@link #complete}, {@link #fail} and {@link #cancel} allocate nothing, so that they work while
 * the heap is full. For the same reason, and so that a virtual thread never blocks its carrier, the
 * thread that waits is parked and not in a monitor.
 */
final class PendingResult<I, R> {
  private final BatchTask<I, R> task;
  private final I input;
  private final int length;
  private final Runnable onDone;
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile boolean done;
  private volatile @Nullable Thread waiter;
  private long enteredQueue; // guarded by the queue's lock
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

  /** When this entered the queue, in nanoseconds of the queue's ticker. */
  long enteredQueue() {
    return enteredQueue;
  }

  void enterQueue(long nanos) {
    enteredQueue = nanos;
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
    if (!ending.compareAndSet(false, true)) {
      return false;
    }
    result = value;
    failure = cause;
    done = true;
    LockSupport.unpark(waiter);
    onDone.run();
    return true;
  }

  /**
   * Waits for the result, on the only thread that does. An interrupt of the thread cancels this;
   * the thread stays interrupted.
   *
   * @throws CancellationException if the thread is interrupted or this was cancelled
   * @throws TimeLimitException if the time of the call is over
   */
  R await(Call call) {
    waiter = Thread.currentThread();
    while (!done) {
      call.park(this);
      if (Thread.interrupted()) {
        cancel();
        throw interrupted();
      }
    }
    return result();
  }

  /**
   * The result of what is done.
   *
   * @throws CancellationException if this was cancelled
   */
  R result() {
    if (failure != null) {
      throw unchecked(failure);
    }
    if (result == null) {
      throw new CancellationException("the call was cancelled");
    }
    return result;
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
