package dev.thimble.natives;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Retries an action that must succeed although the Java heap may be full: {@link #run} repeats it,
 * with pauses, until it throws nothing. {@code run} allocates nothing, so create the instance
 * before the heap can be full.
 *
 * <p>Use it only for actions that fail for lack of memory or threads, which is temporary: any other
 * failure would be retried forever. Thread-safe if the action is.
 */
public final class HeapRetry {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Action action;

  /** Code that can be repeated after a failure. */
  @FunctionalInterface
  public interface Action {
    /**
     * Does the work; called again if it throws.
     *
     * @throws Exception if the work failed
     */
    void run() throws Exception;
  }

  /**
   * A retry of the given action.
   *
   * @param action to repeat
   */
  public HeapRetry(Action action) {
    this.action = Objects.requireNonNull(action, "action");
  }

  /** Runs the action until it returns normally. */
  public void run() {
    while (true) {
      try {
        action.run();
        return;
      } catch (Throwable e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
