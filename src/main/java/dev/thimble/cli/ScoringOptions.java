package dev.thimble.cli;

import dev.thimble.cli.AlignedLines.Column;
import dev.thimble.corpus.TextLines;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.report.ScoreFormat;
import dev.thimble.report.TestSetScores;
import dev.thimble.vocabulary.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What evaluate and compare have in common: what to score, by which metrics, for whom. */
final class ScoringOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "[NAME=]MODEL",
      arity = "0..*",
      converter = NamedPath.Converter.class,
      description = "Model folders; each translates every test set.")
  private List<NamedPath> models = new ArrayList<>();

  @ArgGroup(exclusive = false, multiplicity = "1..*")
  private List<TestSetOptions> testSets;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to keep the translations of a model.")
  private @Nullable Path output;

  @Option(names = "--format", description = "Of the scores: ${COMPLETION-CANDIDATES}.")
  private ScoreFormat format = ScoreFormat.TABLE;

  @Option(
      names = "--fail-below",
      split = ",",
      paramLabel = "NAME=VALUE",
      description = "Exit with code 1 if a score is below, as in bleu=25.")
  private Map<String, Double> failBelow = Map.of();

  @Option(
      names = "--fail-above",
      split = ",",
      paramLabel = "NAME=VALUE",
      description = "Exit with code 1 if a score is above, as in ter=60.")
  private Map<String, Double> failAbove = Map.of();

  @Mixin private MetricOptions metricOptions;
  @Mixin private ModelTranslation translation;

  /** Scores all and prints; returns the exit code. */
  int run(Certainty certainty) throws IOException {
    Map<String, CorpusMetric> metrics = metricOptions.metrics();
    Thresholds thresholds = Thresholds.of(failBelow, failAbove, metrics.keySet());
    testSets.forEach(set -> set.check(models));
    if (output != null && (models.size() != 1 || testSets.size() != 1)) {
      throw new WrongUsageException(
          "--output keeps what one model makes of one test set, not of %d and %d"
              .formatted(models.size(), testSets.size()));
    }
    List<TestSetScores> scores = new ArrayList<>();
    for (TestSetOptions set : testSets) {
      scores.add(ScoredTestSet.score(set.name(), columns(set), metrics, certainty).scores());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(format.write(scores));
    out.flush();
    List<String> misses = thresholds.misses(scores);
    misses.forEach(spec.commandLine().getErr()::println);
    return misses.isEmpty() ? 0 : 1;
  }

  private ScoredTestSet.Columns columns(TestSetOptions set) throws IOException {
    List<String> names = new ArrayList<>();
    List<Column> hypotheses = new ArrayList<>();
    for (NamedPath model : models) {
      names.add(model.name());
      hypotheses.add(translated(model, set));
    }
    for (NamedPath file : set.hypotheses()) {
      names.add(file.name());
      hypotheses.add(Column.of(file.path()));
    }
    Path source = set.source();
    return new ScoredTestSet.Columns(
        names, hypotheses, set.references(), source == null ? null : Column.of(source));
  }

  private Column translated(NamedPath model, TestSetOptions set) throws IOException {
    PrintWriter notes =
        format == ScoreFormat.TABLE ? spec.commandLine().getOut() : spec.commandLine().getErr();
    List<String> lines =
        translation.translate(model.path(), TextLines.readAll(set.source()), notes);
    if (output != null) {
      AtomicFile.write(
          output, out -> out.write(Column.text(lines).getBytes(StandardCharsets.UTF_8)));
    }
    return Column.of("the translation by " + model.name(), lines);
  }
}
