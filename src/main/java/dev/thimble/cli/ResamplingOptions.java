package dev.thimble.cli;

import dev.thimble.metric.SignificanceConfig;
import picocli.CommandLine.Option;

/** The options of resampling. */
final class ResamplingOptions {
  private static final SignificanceConfig DEFAULTS =
      SignificanceConfig.defaults(SignificanceConfig.Test.BOOTSTRAP);

  @Option(names = "--resamples", description = "Of the bootstrap that gives intervals.")
  private int resamples = DEFAULTS.resamples();

  @Option(
      names = "--resampling-seed",
      description = "Equal seeds give equal intervals and p-values.")
  private long seed = DEFAULTS.seed();

  SignificanceConfig of(SignificanceConfig config) {
    return WrongUsageException.unlessAccepted(() -> config.withResamples(resamples).withSeed(seed));
  }
}
