package dev.thimble.translation;

import dev.thimble.integrity.Require;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long each call may wait for room in the queue, and how long it may take. Immutable.
 *
 * <p>A call waits for room with its first sentence only: once that is in the queue, the others
 * follow as room becomes free, so that no work is lost.
 *
 * @param queueWait longest wait for room in a full queue, after which the call throws a {@link
 *     QueueFullException}; zero rejects the call at once; null waits without limit
 * @param timeLimit longest time of a call, waits included, after which it throws a {@link
 *     TimeLimitException} and its sentences leave the queue and the running batches; null for none
 */
public record CallLimits(@Nullable Duration queueWait, @Nullable Duration timeLimit) {
  private static final Duration LONGEST = Duration.ofDays(365);

  /** Checks every value. */
  public CallLimits {
    Require.that(
        queueWait == null || isWithin(queueWait, Duration.ZERO),
        "queueWait",
        String.valueOf(queueWait),
        "from 0 to " + LONGEST);
    Require.that(
        timeLimit == null || isWithin(timeLimit, Duration.ofNanos(1)),
        "timeLimit",
        String.valueOf(timeLimit),
        "above 0 and at most " + LONGEST);
  }

  private static boolean isWithin(Duration value, Duration least) {
    return value.compareTo(least) >= 0 && value.compareTo(LONGEST) <= 0;
  }

  /** {@return no limits: calls wait for room and for their results without limit} */
  public static CallLimits none() {
    return new CallLimits(null, null);
  }

  /**
   * {@return the same with another longest wait for room in the queue}
   *
   * @param wait at most 365 days; zero rejects calls at once while the queue is full
   */
  public CallLimits withQueueWait(Duration wait) {
    return new CallLimits(Objects.requireNonNull(wait, "wait"), timeLimit);
  }

  /**
   * {@return the same with another time limit}
   *
   * @param limit above zero, at most 365 days
   */
  public CallLimits withTimeLimit(Duration limit) {
    return new CallLimits(queueWait, Objects.requireNonNull(limit, "limit"));
  }
}
