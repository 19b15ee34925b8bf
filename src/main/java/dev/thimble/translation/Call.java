package dev.thimble.translation;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A running call: its remaining time and its listener. For the thread of the call, except {@link
 * #left} and {@link #expired}.
 *
 * <p>It waits by {@link LockSupport}, so that a virtual thread never blocks its carrier.
 */
final class Call {
  private final CallLimits limits;
  private final ProgressListener progress;
  private final LongSupplier ticker;
  private final ServingCounters counters;
  private final long begin;
  private final AtomicBoolean over = new AtomicBoolean();
  private boolean admitted;

  /**
   * Begins a call.
   *
   * @param ticker gives the time in nanoseconds, from any origin
   * @param counters count calls that are refused or expire
   */
  Call(
      CallLimits limits, ProgressListener progress, LongSupplier ticker, ServingCounters counters) {
    this.limits = limits;
    this.progress = progress;
    this.ticker = ticker;
    this.counters = counters;
    begin = ticker.getAsLong();
  }

  /** Nanoseconds until the time limit; {@code Long.MAX_VALUE} without one. */
  long left() {
    Duration limit = limits.timeLimit();
    return limit == null ? Long.MAX_VALUE : limit.toNanos() - (ticker.getAsLong() - begin);
  }

  /** Nanoseconds that the call may wait for room in the queue from now on. */
  long patience() {
    Duration wait = limits.queueWait();
    return admitted || wait == null ? left() : Math.min(wait.toNanos(), left());
  }

  /** Notes that a sentence of the call is in the queue: the others may wait for their turn. */
  void admit() {
    admitted = true;
  }

  /**
   * The exception for a call that got no room in the queue.
   *
   * @param capacity of the queue
   */
  RuntimeException refused(int capacity) {
    if (left() <= 0) {
      return expired();
    }
    counters.rejected();
    return new QueueFullException(capacity);
  }

  /** The exception for a call whose time is over. */
  TimeLimitException expired() {
    if (over.compareAndSet(false, true)) {
      counters.timedOut();
    }
    return new TimeLimitException(Objects.requireNonNull(limits.timeLimit()));
  }

  /**
   * Parks the thread until another thread wakes it, it is interrupted, or the time is over. It may
   * also return spuriously.
   *
   * @throws TimeLimitException if the time is over
   */
  void park(Object blocker) {
    long left = left();
    if (left <= 0) {
      throw expired();
    }
    if (left == Long.MAX_VALUE) {
      LockSupport.park(blocker);
    } else {
      LockSupport.parkNanos(blocker, left);
    }
  }

  /** Reports the number of sentences done to the listener. */
  void done(int sentences, int total) {
    progress.onProgress(sentences, total);
  }
}
