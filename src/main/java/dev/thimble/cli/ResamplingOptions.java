package dev.thimble.cli;

import dev.thimble.metric.SignificanceConfig;
import picocli.CommandLine.Option;

/** Options of bootstrap resampling. */
final class ResamplingOptions {
  private static final SignificanceConfig DEFAULTS =
      SignificanceConfig.defaults(SignificanceConfig.Test.BOOTSTRAP);

  @Section("Confidence intervals and significance")
  @Bounds(min = 1, max = 1000000)
  @Option(
      names = "--resamples",
      description = "Number of bootstrap resamples for a confidence interval.")
  private int resamples = DEFAULTS.resamples();

  @Bounds(min = 0, max = 1e15)
  @Option(
      names = "--resampling-seed",
      description = "Seed of resampling; equal seeds give equal intervals and p-values.")
  private long seed = DEFAULTS.seed();

  SignificanceConfig of(SignificanceConfig config) {
    return WrongUsageException.ifInvalid(() -> config.withResamples(resamples).withSeed(seed));
  }
}
