package dev.thimble.cli;

import dev.thimble.cli.ScoringMode.Kind;
import dev.thimble.metric.SignificanceConfig;
import dev.thimble.metric.SignificanceConfig.Test;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares systems with a baseline, with tests of significance. */
@Command(
    name = "compare",
    description =
        "Score several systems, and test whether each differs from the first, the baseline.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  thimble compare --reference test.fr --hypotheses base=old.fr --hypotheses new=new.fr",
      "  thimble compare base=run1/best wide=run2/best --source test.en --reference test.fr"
          + " --report page.html"
    })
final class CompareCommand implements Callable<Integer> {
  @Mixin private ScoringOptions scoring;
  @Mixin private MetricOptions metrics;

  @Section("Confidence intervals and significance")
  @Option(
      names = "--test",
      description =
          "Significance test: ${COMPLETION-CANDIDATES}. BOOTSTRAP is paired"
              + " bootstrap resampling (Koehn 2004), RANDOMIZATION paired approximate"
              + " randomization (Riezler and Maxwell 2005).")
  private Test test = Test.BOOTSTRAP;

  @Bounds(min = 1, max = 1000000)
  @Option(
      names = "--trials",
      description =
          "Number of trials of the test; by default 1000 for BOOTSTRAP, 10000 for"
              + " RANDOMIZATION.")
  private @Nullable Integer trials;

  @Mixin private ResamplingOptions resampling;
  @Mixin private ModelTranslation translation;

  @Override
  public Integer call() throws IOException {
    return scoring.run(
        metrics.metrics(), new ScoringMode(Kind.COMPARISON, resampling.of(config())), translation);
  }

  private SignificanceConfig config() {
    SignificanceConfig config = SignificanceConfig.defaults(test);
    return trials == null ? config : WrongUsageException.ifInvalid(() -> config.withTrials(trials));
  }
}
