package dev.thimble.cli;

import dev.thimble.translation.Translation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Writes translations, each on a line of its own, numbered by their sources. For one thread. */
final class TranslationWriter {
  private final PrintWriter out;
  private final int nBest;
  private final boolean scores;
  private long number;

  /**
   * Makes a writer at the first source.
   *
   * @param nBest most translations of a source; above 1, number and score come first
   * @param scores whether the score comes first
   */
  TranslationWriter(PrintWriter out, int nBest, boolean scores) {
    this.out = out;
    this.nBest = nBest;
    this.scores = scores;
  }

  /** Writes the translations of each source, best first. */
  void write(List<List<Translation>> sources) {
    for (List<Translation> best : sources) {
      number++;
      for (Translation translation : best.subList(0, Math.min(nBest, best.size()))) {
        if (nBest > 1) {
          out.print(number + "\t");
        }
        if (nBest > 1 || scores) {
          out.printf(Locale.ROOT, "%.4f\t", translation.score());
        }
        writeLine(translation.text());
      }
    }
  }

  /** Writes one text. */
  void writeLine(String text) {
    out.print(line(text));
    out.print('\n');
  }

  void flush() {
    out.flush();
  }

  /** Text on one line: a model whose vocabulary has line ends may write one. */
  static String line(String text) {
    return text.replaceAll("[\n\r]", " ");
  }
}
