package dev.thimble.cli;

import dev.thimble.report.Progress;
import java.io.PrintStream;

/**
 * Where a command shows its progress.
 *
 * @param isTerminal whether it can show a bar
 */
record ProgressStream(PrintStream out, boolean isTerminal) {
  /** Starts a display of {@code total} units of work. */
  Progress start(String task, long total) {
    return Progress.start(task, total, out, isTerminal);
  }
}
