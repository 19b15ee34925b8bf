package dev.thimble.translation;

import java.time.Duration;

/** A call took longer than {@link CallLimits#timeLimit}. Its computation was stopped. */
public final class TimeLimitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Duration limit;

  TimeLimitException(Duration limit) {
    super("the call was not done within its time limit of " + limit);
    this.limit = limit;
  }

  /** {@return the limit of the call} */
  public Duration limit() {
    return limit;
  }
}
