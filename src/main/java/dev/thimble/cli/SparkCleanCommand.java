package dev.thimble.cli;

import dev.thimble.corpus.CleaningConfig;
import dev.thimble.corpus.PairCleaner;
import dev.thimble.spark.SparkCleaning;
import dev.thimble.spark.SparkJob;
import dev.thimble.spark.SparkJob.Cleaned;
import dev.thimble.spark.SparkJob.CleaningTables;
import dev.thimble.spark.SparkJob.Format;
import dev.thimble.spark.SparkJob.Table;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Cleans parallel text on a cluster. */
@Command(
    name = "clean",
    description = {
      "Remove pairs that are bad for training from parallel text, on a cluster.",
      "Pairs, counts and examples are those of 'thimble clean' on the same lines; of equal pairs"
          + " the first stays. Standard error gets the number of pairs that each rule removes."
          + " Rules about scripts and numbers need --languages. TEXT is TSV of both sides."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  thimble spark clean --master local[4] --source web.en --target web.fr --languages en-fr"
          + " --output clean --report clean.html",
      "  thimble spark clean --master spark://host:7077 --input web.parquet --source en --target fr"
          + " --languages en-fr --output clean.parquet --model run/best --min-score -5"
    })
final class SparkCleanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TableInput input;

  @Section("Input and output")
  @Option(
      names = "--source",
      required = true,
      paramLabel = "NAME",
      description =
          "Column of the source sides in --input; without --input, a text file of source sides, or"
              + " a TSV file of both.")
  private String source;

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "Column of the target sides in --input; without --input, a text file.")
  private @Nullable String target;

  @Option(
      names = "--removed",
      paramLabel = "PATH",
      description =
          "Also write the pairs that are removed to a folder, with the rule, the file, the line and"
              + " what the rule has found.")
  private @Nullable String removed;

  @Mixin private TableOutput output;
  @Mixin private Languages languages;
  @Mixin private CleaningReportOptions report;
  @Mixin private CleaningOptions rules;
  @Mixin private LowScoreOptions lowScores;
  @Mixin private ClusterOptions cluster;

  @Override
  public Integer call() throws IOException {
    Table input = this.input.table("--source and --target");
    if (input != null && target == null) {
      throw new WrongUsageException("--input needs --target, the column of the target sides");
    }
    CleaningConfig config = rules.config(languages.pair());
    WrongUsageException.ifInvalid(() -> new PairCleaner(config)); // before the cluster is asked
    TranslatorOptions.Loader loader = lowScores.loader();
    cluster.checkWorkers();
    Cleaned cleaned;
    try (SparkJob job = cluster.start()) {
      SparkCleaning cleaning = new SparkCleaning(config, rules.foldDuplicates());
      cleaned =
          clean(
              job,
              input,
              loader == null
                  ? cleaning
                  : cleaning.withMinScore(cluster.translation(loader), lowScores.least()));
    }
    if (cleaned.notScored() > 0) {
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "%,d pairs have a side of more pieces than --max-source-length; not scored%n",
              cleaned.notScored());
    }
    report.write(cleaned.report());
    return 0;
  }

  private Cleaned clean(SparkJob job, @Nullable Table input, SparkCleaning cleaning)
      throws IOException {
    Format read = input == null ? Format.TEXT : input.format();
    CleaningTables tables = new CleaningTables(output.table(read), removed);
    List<String> sides = target == null ? List.of(source) : List.of(source, target);
    return input == null
        ? job.clean(sides, cleaning, tables)
        : job.clean(input, sides, cleaning, tables);
  }
}
