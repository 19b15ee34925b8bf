package dev.thimble.cli;

import dev.thimble.translation.Translation;
import java.io.PrintWriter;
import java.util.List;

/** Writes each translation on one line. For one thread. */
final class TranslationWriter {
  private final PrintWriter out;
  private final int nBest;
  private final TranslationFormat format;
  private long number;

  /**
   * Makes a writer.
   *
   * @param nBest maximum number of translations of a source
   */
  TranslationWriter(PrintWriter out, int nBest, TranslationFormat format) {
    this.out = out;
    this.nBest = nBest;
    this.format = format;
  }

  /** Writes the translations of each source, best first. */
  void write(List<List<Translation>> sources) {
    for (List<Translation> best : sources) {
      number++;
      for (Translation translation : best.subList(0, Math.min(nBest, best.size()))) {
        out.print(format.line(number, translation));
        out.print('\n');
      }
    }
  }

  void flush() {
    out.flush();
  }
}
