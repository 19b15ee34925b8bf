package dev.thimble.metric;

import dev.thimble.integrity.Require;
import java.io.Serializable;
import java.util.Objects;

/**
 * The settings of BLEU. Immutable.
 *
 * @param tokenizer splits lines into tokens
 * @param lowercase whether case is ignored
 * @param effectiveOrder whether the mean excludes orders for which the hypothesis is too short; for
 *     single sentences
 * @param smoothing the method for orders without a match
 * @param smoothingValue the floor of {@code FLOOR} or the k of {@code ADD_K}, 0 or above; not used
 *     otherwise
 */
public record BleuConfig(
    BleuTokenizer tokenizer,
    boolean lowercase,
    boolean effectiveOrder,
    Smoothing smoothing,
    double smoothingValue)
    implements Serializable {

  /**
   * The treatment of n-gram orders without a match (Chen and Cherry 2014, <a
   * href="https://aclanthology.org/W14-3346">W14-3346</a>).
   */
  public enum Smoothing {
    /** The m-th order without a match gets precision 1 / (2^m · total) (method 3, NIST's). */
    EXP(0),
    /** A count of 0 is replaced by the smoothing value (method 1). */
    FLOOR(0.1),
    /** The smoothing value is added to matches and totals of all orders above 1 (method 2). */
    ADD_K(1),
    /** No smoothing: the score is 0 if one order has no match. */
    NONE(0);

    private final double usualValue;

    Smoothing(double usualValue) {
      this.usualValue = usualValue;
    }
  }

  /** Checks the values. */
  public BleuConfig {
    Objects.requireNonNull(tokenizer, "tokenizer");
    Objects.requireNonNull(smoothing, "smoothing");
    Require.that(
        smoothingValue >= 0 && !Double.isInfinite(smoothingValue),
        "smoothingValue",
        smoothingValue,
        "0 or above");
  }

  /** {@return the defaults of sacreBLEU: 13a, mixed case, exponential smoothing} */
  public static BleuConfig defaults() {
    return new BleuConfig(
        BleuTokenizer.V13A, false, false, Smoothing.EXP, Smoothing.EXP.usualValue);
  }

  /**
   * {@return these settings with another tokenizer}
   *
   * @param value the tokenizer, as in sacreBLEU's {@code --tokenize}
   */
  public BleuConfig withTokenizer(BleuTokenizer value) {
    return new BleuConfig(value, lowercase, effectiveOrder, smoothing, smoothingValue);
  }

  /**
   * {@return these settings with another {@code lowercase}}
   *
   * @param value true to ignore case, as sacreBLEU's {@code --lowercase} does
   */
  public BleuConfig withLowercase(boolean value) {
    return new BleuConfig(tokenizer, value, effectiveOrder, smoothing, smoothingValue);
  }

  /**
   * {@return these settings with another {@code effectiveOrder}}
   *
   * @param value true for scores of single sentences
   */
  public BleuConfig withEffectiveOrder(boolean value) {
    return new BleuConfig(tokenizer, lowercase, value, smoothing, smoothingValue);
  }

  /**
   * {@return these settings with another smoothing and its default value: 0.1 for {@code FLOOR}, 1
   * for {@code ADD_K}}
   *
   * @param method for n-gram orders without a match
   */
  public BleuConfig withSmoothing(Smoothing method) {
    return withSmoothing(method, Objects.requireNonNull(method, "method").usualValue);
  }

  /**
   * {@return these settings with another smoothing and smoothing value}
   *
   * @param method for n-gram orders without a match
   * @param value the floor of {@code FLOOR} or the k of {@code ADD_K}, 0 or above; not used
   *     otherwise
   */
  public BleuConfig withSmoothing(Smoothing method, double value) {
    return new BleuConfig(tokenizer, lowercase, effectiveOrder, method, value);
  }
}
