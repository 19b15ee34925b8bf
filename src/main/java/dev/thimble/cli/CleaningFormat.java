package dev.thimble.cli;

import dev.thimble.report.CleaningReport;

/** How {@code thimble clean} prints its counts. */
enum CleaningFormat {
  /** A line for each rule. */
  TSV,
  /** An object with counts and examples. */
  JSON;

  String write(CleaningReport report) {
    return this == TSV ? report.tsv() : report.json();
  }
}
