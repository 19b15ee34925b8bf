package dev.thimble.cli;

import dev.thimble.translation.LongTextException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.IntToLongFunction;

/**
 * Reports lines with more pieces than {@code --max-source-length}.
 *
 * @param file name of the input in messages
 */
record LongLines(String file, PrintWriter warnings) {
  /**
   * Reports the lines of all texts that are too long.
   *
   * @param line maps the index of a text to its line number
   * @param outcome what happened to them
   */
  void report(LongTextException e, IntToLongFunction line, String outcome) {
    e.indexes().stream()
        .mapToLong(line::applyAsLong)
        .distinct()
        .forEach(
            number ->
                warnings.printf(
                    Locale.ROOT,
                    "%s, line %d: more than %d pieces (--max-source-length); %s%n",
                    file,
                    number,
                    e.limit(),
                    outcome));
    warnings.flush();
  }
}
