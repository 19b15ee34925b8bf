package dev.thimble.cli;

import dev.thimble.spark.SparkJob;
import dev.thimble.spark.SparkJob.Format;
import dev.thimble.spark.SparkJob.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Translates on a cluster. */
@Command(
    name = "translate",
    description = "Translate the lines of a text, or a column of a table, on a cluster.",
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
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The model folder, on this machine.")
  private Path model;

  @Section("Input and output")
  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description = "File or folder to translate, which all machines of the cluster reach.")
  private String input;

  @Option(
      names = "--input-format",
      description = "Format of the input: ${COMPLETION-CANDIDATES}; TEXT is one text a line.")
  private Format inputFormat = Format.TEXT;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "Column of the texts, unless the input is TEXT.")
  private String column = "text";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description =
          "Folder to write, which must not exist. It gets a file for each partition, in order.")
  private String output;

  @Option(
      names = "--output-format",
      description =
          "Format of the output: ${COMPLETION-CANDIDATES}; TEXT has the translations alone, the"
              + " others have the input's columns and translation, score and confidence. Default:"
              + " that of the input.")
  private @Nullable Format outputFormat;

  @Mixin private ClusterOptions cluster;
  @Mixin private SearchOptions searchOptions;
  @Mixin private TranslatorOptions translatorOptions;

  @Override
  public Integer call() throws IOException {
    if (inputFormat == Format.TEXT) {
      GivenOptions.refuse(spec, "needs --input-format PARQUET or JSON", List.of("--column"));
    }
    cluster.checkWorkers();
    TranslatorOptions.Loader loader = translatorOptions.of(model, searchOptions, 1);
    try (SparkJob job = cluster.start()) {
      Format written = outputFormat == null ? inputFormat : outputFormat;
      job.translate(
          new Table(input, inputFormat),
          column,
          cluster.translation(loader),
          new Table(output, written));
    }
    return 0;
  }
}
