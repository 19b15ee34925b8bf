package dev.thimble.cli;

import dev.thimble.integrity.AtomicFile;
import dev.thimble.report.CleaningReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of the report of cleaning, and its writing. */
final class CleaningReportOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Section("Report")
  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write counts and examples of each rule to this file, as one HTML page.")
  private @Nullable Path report;

  @Option(
      names = "--format",
      description = "Also print the counts to standard output: ${COMPLETION-CANDIDATES}.")
  private @Nullable CleaningFormat format;

  /** Writes the table to standard error, and what else is wanted. */
  void write(CleaningReport cleaned) throws IOException {
    PrintWriter notes = Thimble.notes(spec);
    notes.print(cleaned.table());
    notes.flush();
    if (report != null) {
      byte[] page = cleaned.page().getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(report, out -> out.write(page));
    }
    if (format != null) {
      spec.commandLine().getOut().print(format.write(cleaned));
    }
  }
}
