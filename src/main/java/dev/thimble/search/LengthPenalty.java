package dev.thimble.search;

import dev.thimble.integrity.Require;
import java.util.Objects;

/**
 * How the sum of log-probabilities of a hypothesis of |Y| pieces, eos counted, becomes its score.
 *
 * @param kind which formula
 * @param alpha its exponent, or the reward a piece; 0 or above; at 0 every kind is the plain sum
 */
public record LengthPenalty(Kind kind, double alpha) {
  /** Formulas. */
  public enum Kind {
    /** sum / |Y|^alpha; at 1 the score is the mean log-probability a piece. */
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

  /** |Y|^1. */
  public static LengthPenalty defaults() {
    return new LengthPenalty(Kind.POWER, 1);
  }

  /** The plain sum. */
  public static LengthPenalty none() {
    return new LengthPenalty(Kind.POWER, 0);
  }

  /** The score of a sum over a length, at least 1 piece. */
  public double score(double sum, int length) {
    return switch (kind) {
      case POWER -> sum / Math.pow(length, alpha);
      case GNMT -> sum / Math.pow((5.0 + length) / 6.0, alpha);
      case REWARD -> sum + alpha * length;
    };
  }

  /* Every kind is monotonous in the length, so the best length is one of the two. */
  double best(double sum, int shortest, int longest) {
    return Math.max(score(sum, shortest), score(sum, longest));
  }
}
