package dev.thimble.bench;

import java.util.Locale;

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
    if (callers < 1 || translations < 1 || warmUp < 1 || !(reportSeconds > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "callers is %d, translations %d, warmUp %d and reportSeconds %s; the first three must"
                  + " be at least 1, the last above 0",
              callers,
              translations,
              warmUp,
              reportSeconds));
    }
  }

  /** 16 callers, 200,000 translations, memory checked after 20,000 of them. */
  public static SoakConfig defaults() {
    return new SoakConfig(16, 200_000, 10, 20_000, 64);
  }
}
