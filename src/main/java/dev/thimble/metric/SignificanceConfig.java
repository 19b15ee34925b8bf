package dev.thimble.metric;

import dev.thimble.integrity.Require;
import java.util.Locale;
import java.util.Objects;

/**
 * The settings of a comparison with a baseline. Immutable.
 *
 * @param test the paired test
 * @param trials number of trials of the test, at least 1
 * @param resamples number of bootstrap resamples for the confidence intervals, at least 1
 * @param seed 0 or above; the same seed gives the same results as sacreBLEU, except as {@link
 *     Significance} states
 */
public record SignificanceConfig(Test test, int trials, int resamples, long seed) {
  /** Paired tests. */
  public enum Test {
    /** A trial draws segments with replacement (paired bootstrap, Koehn 2004). */
    BOOTSTRAP("bs", 1000),
    /**
     * A trial exchanges random segments of the two systems (approximate randomization, Riezler and
     * Maxwell 2005).
     */
    RANDOMIZATION("ar", 10000);

    private final String code;
    private final int usualTrials;

    Test(String code, int usualTrials) {
      this.code = code;
      this.usualTrials = usualTrials;
    }
  }

  /** Checks the values. */
  public SignificanceConfig {
    Objects.requireNonNull(test, "test");
    Require.atLeast("trials", trials, 1);
    Require.atLeast("resamples", resamples, 1);
    Require.atLeast("seed", seed, 0);
  }

  /**
   * {@return the defaults of sacreBLEU: 1,000 trials of a bootstrap or 10,000 of a randomization,
   * 1,000 resamples for intervals, and the seed 12345}
   *
   * @param test bootstrap or randomization
   */
  public static SignificanceConfig defaults(Test test) {
    return new SignificanceConfig(
        test, Objects.requireNonNull(test, "test").usualTrials, Test.BOOTSTRAP.usualTrials, 12345);
  }

  /**
   * {@return these settings with another number of trials}
   *
   * @param value at least 1
   */
  public SignificanceConfig withTrials(int value) {
    return new SignificanceConfig(test, value, resamples, seed);
  }

  /**
   * {@return these settings with another number of resamples for intervals}
   *
   * @param value at least 1
   */
  public SignificanceConfig withResamples(int value) {
    return new SignificanceConfig(test, trials, value, seed);
  }

  /**
   * {@return these settings with another seed}
   *
   * @param value 0 or above
   */
  public SignificanceConfig withSeed(long value) {
    return new SignificanceConfig(test, trials, resamples, value);
  }

  /**
   * Adds the test to the signature of a score, after the references, as sacreBLEU does.
   *
   * @param signature of the metric
   * @return the extended signature
   */
  public String sign(String signature) {
    return signed(signature, test, trials, seed);
  }

  /**
   * Adds the bootstrap of the confidence interval to the signature of a score.
   *
   * @param signature of the metric
   * @return the extended signature
   */
  public String signInterval(String signature) {
    return signed(signature, Test.BOOTSTRAP, resamples, seed);
  }

  private static String signed(String signature, Test test, int trials, long seed) {
    int end = Objects.requireNonNull(signature, "signature").indexOf('|');
    return String.format(
        Locale.ROOT,
        "%s|%s:%d|seed:%d%s",
        signature.substring(0, end),
        test.code,
        trials,
        seed,
        signature.substring(end));
  }
}
