package dev.thimble.training;

import dev.thimble.integrity.Require;
import java.util.Objects;

/**
 * How the learning rate moves over a run, as a factor of the optimizer's peak rate. Over the first
 * {@code warmupUpdates} the factor grows linearly to 1; then
 *
 * <ul>
 *   <li>{@code CONSTANT}: it stays 1;
 *   <li>{@code INVERSE_SQRT}: sqrt(warmupUpdates / update) (Vaswani et al. 2017, equation 3);
 *   <li>{@code PLATEAU}: multiplied by {@code decay} each time {@code patience} evaluations in a
 *       row brought no better dev perplexity;
 *   <li>{@code COSINE}: falls along half a cosine to {@code decay} at the last update (Loshchilov
 *       and Hutter 2017, equation 5, one cycle).
 * </ul>
 *
 * @param kind which of these
 * @param warmupUpdates updates of linear growth; at least 1 for {@code INVERSE_SQRT}
 * @param decay the plateau's factor, or the cosine's end
 * @param patience evaluations without a better dev perplexity before a plateau decay
 */
public record LearningRateSchedule(Kind kind, int warmupUpdates, double decay, int patience) {
  /** Shape after the warm-up. */
  public enum Kind {
    CONSTANT,
    INVERSE_SQRT,
    PLATEAU,
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

  /** Plateau decay by 0.7 after each evaluation without progress, over a short warm-up. */
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
