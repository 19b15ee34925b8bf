package dev.thimble.cli;

import dev.thimble.translation.Translation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Writes each translation on one line. For one thread. */
final class TranslationWriter {
  private final PrintWriter out;
  private final int nBest;
  private final boolean scores;
  private final boolean placement;
  private long number;

  /**
   * Makes a writer.
   *
   * @param nBest maximum number of translations of a source; above 1, each line begins with the
   *     number of the source, from 1, and the score
   * @param scores whether each line begins with the score
   * @param placement whether each line has the placement before the text
   */
  TranslationWriter(PrintWriter out, int nBest, boolean scores, boolean placement) {
    this.out = out;
    this.nBest = nBest;
    this.scores = scores;
    this.placement = placement;
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
        if (placement) {
          out.print(translation.placement() + "\t");
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

  /** Replaces line ends, which a model can generate if its vocabulary has them, by spaces. */
  static String line(String text) {
    return text.replaceAll("[\n\r]", " ");
  }
}
