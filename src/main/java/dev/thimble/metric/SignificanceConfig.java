package dev.thimble.metric;

import dev.thimble.integrity.Require;
import java.util.Locale;
import java.util.Objects;

/**
 * How systems are compared with a baseline.
 *
 * @param test what is resampled
 * @param trials resamples or shufflings of the test, at least 1
 * @param resamples of the bootstrap that gives the confidence intervals, at least 1
 * @param seed 0 or above; equal seeds give equal numbers, those of sacreBLEU
 */
public record SignificanceConfig(Test test, int trials, int resamples, long seed) {
  /** Paired tests. */
  public enum Test {
    /** Segments drawn with repetition (Koehn 2004). */
    BOOTSTRAP("bs", 1000),
    /** Segments exchanged between two systems (Riezler and Maxwell 2005). */
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

  /** sacreBLEU's: 1,000 resamples or 10,000 shufflings, 1,000 resamples for intervals. */
  public static SignificanceConfig defaults(Test test) {
    return new SignificanceConfig(test, test.usualTrials, Test.BOOTSTRAP.usualTrials, 12345);
  }

  /** These settings with another number of trials. */
  public SignificanceConfig withTrials(int value) {
    return new SignificanceConfig(test, value, resamples, seed);
  }

  /** These settings with another number of resamples for intervals. */
  public SignificanceConfig withResamples(int value) {
    return new SignificanceConfig(test, trials, value, seed);
  }

  /** These settings with another seed. */
  public SignificanceConfig withSeed(long value) {
    return new SignificanceConfig(test, trials, resamples, value);
  }

  /** A score's signature that names the test, as sacreBLEU writes it behind the references. */
  public String sign(String signature) {
    return signed(signature, test, trials, seed);
  }

  /** A score's signature that names the bootstrap of its confidence interval. */
  public String signInterval(String signature) {
    return signed(signature, Test.BOOTSTRAP, resamples, seed);
  }

  private static String signed(String signature, Test test, int trials, long seed) {
    int end = signature.indexOf('|');
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
