package dev.thimble.cli;

import dev.thimble.cli.ScoringMode.Kind;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Scores models on test sets, or files of hypotheses. */
@Command(
    name = "evaluate",
    description = "Score models or files of translations against references.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  thimble evaluate run/best --source test.en --reference test.fr",
      "  thimble evaluate --hypotheses test.hyp --reference ref0.fr --reference ref1.fr",
      "  thimble evaluate --hypotheses a.hyp --hypotheses b.hyp --reference ref.fr --metrics"
          + " bleu,ter",
      "  thimble evaluate run/best --test-set news --source news.en --reference news.fr --test-set"
          + " talks --source talks.en --reference talks.fr --format TSV --fail-below bleu=25"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private ScoringOptions scoring;
  @Mixin private MetricOptions metrics;
  @Mixin private IntervalOptions intervals;
  @Mixin private ModelTranslation translation;

  @Override
  public Integer call() throws IOException {
    Kind kind = intervals.given() ? Kind.INTERVALS : Kind.SCORES;
    return scoring.run(
        metrics.metrics(), new ScoringMode(kind, intervals.resampling()), translation);
  }
}
