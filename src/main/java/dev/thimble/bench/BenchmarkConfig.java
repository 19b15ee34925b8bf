package dev.thimble.bench;

import java.util.Locale;

/**
 * What {@link Benchmark} measures, and for how long.
 *
 * @param length pieces of each source and of each target
 * @param seconds time spent on one figure, after its warm-up
 * @param threads threads of one native operation; 0 is one for each core
 */
public record BenchmarkConfig(int length, double seconds, int threads) {
  /** Checks the ranges. */
  public BenchmarkConfig {
    if (length < 1 || !(seconds > 0) || threads < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "length is %d, seconds %s and threads %d; length and seconds must be above 0,"
                  + " threads at least 0",
              length,
              seconds,
              threads));
    }
  }

  /** Sentences of 15 pieces, 2 seconds for each figure, all cores. */
  public static BenchmarkConfig defaults() {
    return new BenchmarkConfig(15, 2, 0);
  }
}
