package dev.thimble.search;

import dev.thimble.integrity.Require;
import java.io.Serializable;
import java.util.Objects;

/**
 * The score of a hypothesis from its sum of log-probabilities and its length |Y| in pieces, eos
 * counted.
 *
 * @param kind the formula
 * @param alpha exponent, or reward for each piece, 0 to 10; 0 makes the score the plain sum
 */
public record LengthPenalty(Kind kind, double alpha) implements Serializable {
  /** Formulas. */
  public enum Kind {
    /** sum / |Y|^alpha; with alpha 1 the mean log-probability of a piece. */
    POWER,
    /** sum / ((5 + |Y|) / 6)^alpha (Wu et al. 2016, equation 14). */
    GNMT,
    /** sum + alpha |Y| (He et al. 2016, section 3.3). */
    REWARD
  }

  /** Checks alpha. */
  public LengthPenalty {
    Objects.requireNonNull(kind, "kind");
    Require.within("alpha", alpha, 0, 10);
  }

  /** {@return the mean log-probability of a piece: {@code POWER} with alpha 1} */
  public static LengthPenalty defaults() {
    return new LengthPenalty(Kind.POWER, 1);
  }

  /** {@return the plain sum} */
  public static LengthPenalty none() {
    return new LengthPenalty(Kind.POWER, 0);
  }

  /**
   * {@return the score for a sum and a length of at least 1 piece}
   *
   * @param sum of the log-probabilities, in nats
   * @param length pieces, eos counted
   */
  public double score(double sum, int length) {
    return switch (kind) {
      case POWER -> sum / Math.pow(length, alpha);
      case GNMT -> sum / Math.pow((5.0 + length) / 6.0, alpha);
      case REWARD -> sum + alpha * length;
    };
  }

  /* The best score over a range of lengths: each formula is monotonic in the length. */
  double best(double sum, int shortest, int longest) {
    return Math.max(score(sum, shortest), score(sum, longest));
  }
}
