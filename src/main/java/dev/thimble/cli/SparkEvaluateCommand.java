package dev.thimble.cli;

import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.SignificanceConfig;
import dev.thimble.report.MetricScores;
import dev.thimble.report.ScoreFormat;
import dev.thimble.report.TestSetScores;
import dev.thimble.spark.SparkJob;
import dev.thimble.spark.SparkJob.Table;
import dev.thimble.spark.SparkScores;
import dev.thimble.spark.SparkScores.CorpusScores;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores on a cluster. */
@Command(
    name = "evaluate",
    description = {
      "Score translations against references on a cluster.",
      "The scores and intervals are those of 'thimble evaluate' on the same lines."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  thimble spark evaluate --master local[4] --hypotheses test.hyp --reference test.fr",
      "  thimble spark evaluate --master spark://host:7077 --input out.parquet --input-format PARQUET"
          + " --hypotheses translation --reference fr --metrics bleu,ter --confidence"
    })
final class SparkEvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TableInput input;

  @Section("Input and output")
  @Option(
      names = "--hypotheses",
      required = true,
      paramLabel = "NAME",
      description = "Column of the translations in --input; without --input, a text file.")
  private String hypotheses;

  @Option(
      names = "--reference",
      required = true,
      paramLabel = "NAME",
      description =
          "Column of references in --input; without --input, a text file. May be repeated.")
  private List<String> references;

  @Option(names = "--format", description = "Format of the scores: ${COMPLETION-CANDIDATES}.")
  private ScoreFormat format = ScoreFormat.TABLE;

  @Mixin private ClusterOptions cluster;
  @Mixin private MetricOptions metrics;
  @Mixin private IntervalOptions intervals;

  @Override
  public Integer call() throws IOException {
    Table input = this.input.table("--hypotheses and --reference");
    Map<String, CorpusMetric> chosen = metrics.metrics();
    CorpusScores scores = scores(input, new SparkScores(List.copyOf(chosen.values())));
    List<MetricScores> table = new ArrayList<>();
    for (String name : chosen.keySet()) {
      int metric = table.size();
      table.add(
          new MetricScores(
              name, scores.signatures().get(metric), List.of(scores.scores().get(metric))));
    }
    PrintWriter out = spec.commandLine().getOut();
    String set = input == null ? references.get(0) : input.path();
    out.print(
        format.write(List.of(new TestSetScores(set, scores.lines(), List.of(hypotheses), table))));
    out.flush();
    return 0;
  }

  private CorpusScores scores(@Nullable Table input, SparkScores scores) throws IOException {
    SignificanceConfig resampling = intervals.given() ? intervals.resampling() : null;
    List<String> names = new ArrayList<>(List.of(hypotheses));
    names.addAll(references);
    try (SparkJob job = cluster.start()) {
      return input == null
          ? job.score(names, scores, resampling)
          : job.score(input, names, scores, resampling);
    }
  }
}
