package dev.thimble.metric;

/**
 * Options of BLEU.
 *
 * @param tokenizer how lines are cut
 * @param lowercase whether case is ignored
 * @param effectiveOrder whether n-grams longer than the hypothesis are left out, for single
 *     sentences
 * @param smoothing what stands in for a precision of 0
 * @param smoothingValue the floor or k; not looked at by the others
 */
public record BleuConfig(
    BleuTokenizer tokenizer,
    boolean lowercase,
    boolean effectiveOrder,
    Smoothing smoothing,
    double smoothingValue) {
  /** Ways of smoothing (Chen and Cherry 2014). */
  public enum Smoothing {
    /** 1/2, 1/4, ... matches for the first, second, ... empty order. */
    EXP,
    /** The same number of matches, {@code smoothingValue}, for each. */
    FLOOR,
    /** {@code smoothingValue} more matches and n-grams, from bigrams on. */
    ADD_K,
    /** Nothing: the score is 0. */
    NONE
  }

  /** Checks the value. */
  public BleuConfig {
    if (!(smoothingValue >= 0)) {
      throw new IllegalArgumentException(
          "smoothingValue is " + smoothingValue + "; it must be 0 or above");
    }
  }

  /** 13a, cased, exponential smoothing: what sacreBLEU does without options. */
  public static BleuConfig defaults() {
    return new BleuConfig(BleuTokenizer.V13A, false, false, Smoothing.EXP, 0);
  }

  /** The same with another tokenizer. */
  public BleuConfig withTokenizer(BleuTokenizer other) {
    return new BleuConfig(other, lowercase, effectiveOrder, smoothing, smoothingValue);
  }

  /** The same with or without case. */
  public BleuConfig withLowercase(boolean ignoreCase) {
    return new BleuConfig(tokenizer, ignoreCase, effectiveOrder, smoothing, smoothingValue);
  }

  /** The same for single sentences. */
  public BleuConfig withEffectiveOrder(boolean effective) {
    return new BleuConfig(tokenizer, lowercase, effective, smoothing, smoothingValue);
  }

  /** The same with other smoothing. */
  public BleuConfig withSmoothing(Smoothing method, double value) {
    return new BleuConfig(tokenizer, lowercase, effectiveOrder, method, value);
  }
}
