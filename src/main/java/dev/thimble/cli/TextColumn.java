package dev.thimble.cli;

import dev.thimble.spark.SparkJob.Format;
import dev.thimble.spark.SparkJob.Table;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say where the texts are in the files that a cluster reads. */
final class TextColumn {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Section("Input and output")
  @Option(
      names = "--input-format",
      description = "Format of the input: ${COMPLETION-CANDIDATES}; TEXT is one text a line.")
  private Format inputFormat = Format.TEXT;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "Column of the texts, unless the input is TEXT.")
  private String column = "text";

  /** The table of a path. */
  Table table(String path) {
    if (inputFormat == Format.TEXT) {
      GivenOptions.refuse(spec, "needs --input-format PARQUET or JSON", List.of("--column"));
    }
    return new Table(path, inputFormat);
  }

  String column() {
    return column;
  }
}
