package dev.thimble.bench;

import dev.thimble.integrity.Require;

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
    Require.atLeast("length", length, 1);
    Require.that(seconds > 0, "seconds", seconds, "above 0");
    Require.atLeast("threads", threads, 0);
  }

  /** Sentences of 15 pieces, 2 seconds for each figure, all cores. */
  public static BenchmarkConfig defaults() {
    return new BenchmarkConfig(15, 2, 0);
  }
}
