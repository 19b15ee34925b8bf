package dev.thimble.bench;

import dev.thimble.integrity.Require;

/**
 * Size and pass criterion of a {@link SoakRun}.
 *
 * @param callers threads that translate, one text at a time
 * @param translations number of translations in all
 * @param reportSeconds time between two lines of the report
 * @param warmUp translations after which memory must not grow; a shorter run does not check memory
 * @param maxGrowth megabytes that memory may grow by after the warm-up
 */
public record SoakConfig(
    int callers, long translations, double reportSeconds, long warmUp, long maxGrowth) {
  /** Checks the ranges. */
  public SoakConfig {
    Require.atLeast("callers", callers, 1);
    Require.atLeast("translations", translations, 1);
    Require.that(reportSeconds > 0, "reportSeconds", reportSeconds, "above 0");
    Require.atLeast("warmUp", warmUp, 1);
  }

  /** 16 callers, 200,000 translations, memory checked after 20,000 of them. */
  public static SoakConfig defaults() {
    return new SoakConfig(16, 200_000, 10, 20_000, 64);
  }
}
