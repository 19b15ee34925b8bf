package dev.thimble.natives;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An action that must succeed although the Java heap may be full: {@link #run} repeats it, with
 * pauses, until it throws nothing. Create it in advance, while an allocation may still fail: {@code
 * run} itself allocates nothing.
 *
 * <p>Only for actions that fail for lack of memory or threads, which may pass; any other failure
 * would repeat for ever. Thread-safe if the action is.
 */
public final class HeapRetry {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Action action;

  /** Code that can be repeated after a failure. */
  @FunctionalInterface
  public interface Action {
    /** Does the work; called again if it throws. */
    void run() throws Exception;
  }

  /** A retry of the given action. */
  public HeapRetry(Action action) {
    this.action = action;
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
