package dev.thimble.training;

import dev.thimble.integrity.Require;
import java.util.Objects;

/**
 * The learning rate over a run, as a factor of the optimizer's learning rate. The factor grows
 * linearly to 1 over the first {@code warmupUpdates} updates, then follows the {@link Kind}.
 * Immutable.
 *
 * @param kind the schedule after the warm-up
 * @param warmupUpdates updates of linear growth, 0 or above; at least 1 for {@code INVERSE_SQRT}
 * @param decay factor of each decay of {@code PLATEAU}, or the final factor of {@code COSINE}; 0 to
 *     1
 * @param patience evaluations in a row without a better dev perplexity after which {@code PLATEAU}
 *     decays; at least 1
 */
public record LearningRateSchedule(Kind kind, int warmupUpdates, double decay, int patience) {
  /** Schedules after the warm-up. */
  public enum Kind {
    /** The factor stays at 1. */
    CONSTANT,
    /** The factor is sqrt(warmupUpdates / update) (Vaswani et al. 2017, equation 3). */
    INVERSE_SQRT,
    /**
     * The factor is multiplied by {@code decay} after each {@code patience} evaluations without
     * progress.
     */
    PLATEAU,
    /**
     * The factor falls along half a cosine to {@code decay} at {@link TrainingConfig#maxUpdates},
     * which must not be 0 (Loshchilov and Hutter 2017, equation 5, one cycle).
     */
    COSINE
  }

  /** Checks every value. */
  public LearningRateSchedule {
    Objects.requireNonNull(kind, "kind");
    Require.that(warmupUpdates >= 0, "warmupUpdates", warmupUpdates, "0 or above");
    Require.that(
        kind != Kind.INVERSE_SQRT || warmupUpdates > 0,
        "warmupUpdates",
        warmupUpdates,
        "at least 1 for the schedule INVERSE_SQRT");
    Require.that(decay >= 0 && decay <= 1, "decay", decay, "from 0 to 1");
    Require.that(patience >= 1, "patience", patience, "at least 1");
  }

  /** {@return {@code PLATEAU} with a decay of 0.7, a patience of 1 and 100 updates of warm-up} */
  public static LearningRateSchedule defaults() {
    return new LearningRateSchedule(Kind.PLATEAU, 100, 0.7, 1);
  }

  /**
   * The factor at an update.
   *
   * @param update from 1
   * @param maxUpdates last update of the run, for {@code COSINE}
   * @param plateauFactor product of the plateau decays so far
   */
  double factor(long update, long maxUpdates, double plateauFactor) {
    if (update < warmupUpdates) {
      return (double) update / warmupUpdates;
    }
    return switch (kind) {
      case CONSTANT -> 1;
      case INVERSE_SQRT -> Math.sqrt((double) warmupUpdates / update);
      case PLATEAU -> plateauFactor;
      case COSINE -> {
        double done = (double) (update - warmupUpdates) / Math.max(1, maxUpdates - warmupUpdates);
        yield decay + (1 - decay) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done)));
      }
    };
  }
}
