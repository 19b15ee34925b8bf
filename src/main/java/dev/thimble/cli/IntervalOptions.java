package dev.thimble.cli;

import dev.thimble.metric.SignificanceConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of confidence intervals. */
final class IntervalOptions {
  private static final SignificanceConfig DEFAULTS =
      SignificanceConfig.defaults(SignificanceConfig.Test.BOOTSTRAP);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Section("Confidence intervals and significance")
  @Option(
      names = "--confidence",
      description = "Print 95 percent confidence intervals, computed by bootstrap resampling.")
  private boolean confidence;

  @Mixin private ResamplingOptions resampling;

  /**
   * Whether intervals are asked for.
   *
   * @throws WrongUsageException if they are not, but an option of their resampling is given
   */
  boolean given() {
    if (!confidence) {
      GivenOptions.refuse(spec, "needs --confidence", ResamplingOptions.class);
    }
    return confidence;
  }

  SignificanceConfig resampling() {
    return resampling.of(DEFAULTS);
  }
}
