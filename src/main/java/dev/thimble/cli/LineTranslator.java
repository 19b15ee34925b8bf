package dev.thimble.cli;

import dev.thimble.corpus.CorpusException;
import dev.thimble.translation.LongInput;
import dev.thimble.translation.LongTextException;
import dev.thimble.translation.Translation;
import dev.thimble.translation.Translator;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;

/**
 * Translates the lines of a file. A line longer than {@code --max-source-length} is reported by its
 * number and translated in parts; with {@code --long-input REFUSE} it ends the command instead.
 * Counts the translations that the length limit cuts. For one thread; does not close the
 * translator.
 */
final class LineTranslator {
  private final Translator translator;
  private final Translator whole; // refuses long texts
  private final String file;
  private final PrintWriter warnings;
  private final LongLines longLines;
  private long cut; // lines
  private long firstCut; // its number

  /**
   * @param file name of the input in messages
   */
  LineTranslator(Translator translator, String file, PrintWriter warnings) {
    this.translator = translator;
    this.whole =
        translator.with(translator.options().toBuilder().longInput(LongInput.REFUSE).build());
    this.file = file;
    this.warnings = warnings;
    longLines = new LongLines(file, warnings);
  }

  /**
   * Returns the best translations of each text.
   *
   * @param line maps the index of a text to its line number
   * @throws CorpusException naming the line, if a text is too long and must not or cannot be split
   */
  List<List<Translation>> nBest(List<String> texts, IntToLongFunction line) {
    List<List<Translation>> translations = translated(texts, line);
    for (int i = 0; i < translations.size(); i++) {
      if (!translations.get(i).get(0).finished()) {
        firstCut = cut == 0 ? line.applyAsLong(i) : firstCut;
        cut++;
      }
    }
    return translations;
  }

  /** Warns of translations that the length limit has cut, if there were any. */
  void reportCut() {
    if (cut > 0) {
      warnings.printf(
          Locale.ROOT,
          "%s: %,d translations reached the length limit and are cut there, the first on line %d;"
              + " --max-length-factor, --max-length-extra and --max-length set the limit%n",
          file,
          cut,
          firstCut);
      warnings.flush();
    }
  }

  private List<List<Translation>> translated(List<String> texts, IntToLongFunction line) {
    try {
      return whole.nBest(texts);
    } catch (LongTextException e) {
      if (translator.options().longInput() == LongInput.REFUSE) {
        throw refusal(e, line, "raise it, or give --long-input SPLIT");
      }
      List<List<Translation>> translations = split(texts, line);
      longLines.report(e, line, "translated in parts (--long-input SPLIT)");
      return translations;
    }
  }

  private List<List<Translation>> split(List<String> texts, IntToLongFunction line) {
    try {
      return translator.nBest(texts);
    } catch (LongTextException e) {
      throw refusal(e, line, "it cannot be split at that length; raise it");
    }
  }

  private CorpusException refusal(LongTextException e, IntToLongFunction line, String advice) {
    return new CorpusException(
        String.format(
            Locale.ROOT,
            "%s, line %d: %d pieces, but --max-source-length is %d; %s",
            file,
            line.applyAsLong(e.indexes().get(0)),
            e.length(),
            e.limit(),
            advice));
  }
}
