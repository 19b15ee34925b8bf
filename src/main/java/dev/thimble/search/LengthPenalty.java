package dev.thimble.search;

/**
 * What the sum of log-probabilities of a hypothesis of |Y| pieces, eos counted, is divided by.
 *
 * @param kind which formula
 * @param alpha its exponent, 0 or above; at 0 every kind divides by 1
 */
public record LengthPenalty(Kind kind, double alpha) {
  /** Formulas. */
  public enum Kind {
    /** |Y|^alpha; at 1 the score is the mean log-probability a piece. */
    POWER,
    /** ((5 + |Y|) / 6)^alpha (Wu et al. 2016, equation 14). */
    GNMT
  }

  /** Checks the exponent. */
  public LengthPenalty {
    if (!(alpha >= 0 && alpha <= 10)) {
      throw new IllegalArgumentException("alpha is " + alpha + "; it must be from 0 to 10");
    }
  }

  /** |Y|^1. */
  public static LengthPenalty defaults() {
    return new LengthPenalty(Kind.POWER, 1);
  }

  /** The plain sum. */
  public static LengthPenalty none() {
    return new LengthPenalty(Kind.POWER, 0);
  }

  /** The divisor for a length, at least 1 piece. */
  public double divisor(int length) {
    return switch (kind) {
      case POWER -> Math.pow(length, alpha);
      case GNMT -> Math.pow((5.0 + length) / 6.0, alpha);
    };
  }
}
