package dev.thimble.cli;

import dev.thimble.spark.SparkJob.Format;
import dev.thimble.spark.SparkJob.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of a table whose columns a cluster reads, in place of text files. */
final class TableInput {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Section("Input and output")
  @Option(
      names = "--input",
      paramLabel = "PATH",
      description = "A table, which all machines of the cluster reach.")
  private @Nullable String input;

  @Option(
      names = "--input-format",
      paramLabel = "NAME",
      description = "Format of --input: PARQUET or JSON.")
  private Format inputFormat = Format.PARQUET;

  /**
   * The table; null if there are text files instead.
   *
   * @param columns the options that name columns, or text files
   */
  @Nullable Table table(String columns) {
    if (input == null) {
      GivenOptions.refuse(spec, "needs --input", List.of("--input-format"));
      return null;
    }
    if (inputFormat == Format.TEXT) {
      throw new WrongUsageException(
          "--input-format is TEXT; it must be PARQUET or JSON, or leave --input out and name text"
              + " files by "
              + columns);
    }
    return new Table(input, inputFormat);
  }
}
