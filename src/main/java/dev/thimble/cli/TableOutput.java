package dev.thimble.cli;

import dev.thimble.spark.SparkJob.Format;
import dev.thimble.spark.SparkJob.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the table that a cluster writes. */
final class TableOutput {
  @Section("Input and output")
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
          "Format of the output: ${COMPLETION-CANDIDATES}; TEXT has the texts alone, the others all"
              + " columns of the input, too. Default: that of the input.")
  private @Nullable Format outputFormat;

  /**
   * The table.
   *
   * @param input format of the input
   */
  Table table(Format input) {
    return new Table(output, outputFormat == null ? input : outputFormat);
  }
}
