package dev.thimble.cli;

import dev.thimble.spark.SparkJob;
import dev.thimble.spark.SparkJob.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Translates on a cluster. */
@Command(
    name = "translate",
    description = {
      "Translate the lines of a text, or a column of a table, on a cluster.",
      "A table gets the columns translation, score and confidence; a text of the output has the"
          + " translations alone."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  thimble spark translate run/best --master local[4] --input in.txt --output out",
      "  thimble spark translate run/best --master spark://host:7077 --input in.parquet"
          + " --input-format PARQUET --column en --output out.parquet"
    })
final class SparkTranslateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "The model folder, on this machine.")
  private Path model;

  @Section("Input and output")
  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description = "File or folder to translate, which all machines of the cluster reach.")
  private String input;

  @Mixin private TextColumn texts;
  @Mixin private TableOutput output;
  @Mixin private ClusterOptions cluster;
  @Mixin private SearchOptions searchOptions;
  @Mixin private TranslatorOptions translatorOptions;

  @Override
  public Integer call() throws IOException {
    Table read = texts.table(input);
    cluster.checkWorkers();
    TranslatorOptions.Loader loader = translatorOptions.of(model, searchOptions, 1);
    try (SparkJob job = cluster.start()) {
      job.translate(read, texts.column(), cluster.translation(loader), output.table(read.format()));
    }
    return 0;
  }
}
