package dev.thimble.cli;

import dev.thimble.corpus.AlignedTexts;
import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.TextLines;
import dev.thimble.text.PythonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads several texts that are aligned by line, row by row. Trailing white space is removed from
 * each line, as sacreBLEU's command line does. For one thread; owns the open files until closed.
 */
final class ScoringTexts implements AutoCloseable {
  private final List<TextLines> texts = new ArrayList<>();

  private ScoringTexts() {}

  /**
   * Opens all texts.
   *
   * @throws CorpusException if one of them has no line
   */
  static ScoringTexts open(List<ScoringText> texts) throws IOException {
    ScoringTexts opened = new ScoringTexts();
    try {
      for (ScoringText text : texts) {
        TextLines lines = text.opener().open();
        opened.texts.add(lines);
        if (!lines.hasNext()) {
          throw new CorpusException(text.name() + " is empty; there is nothing to score");
        }
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Reads up to {@code limit} rows, each with one line of every text.
   *
   * @return an empty list at the end
   * @throws CorpusException if the texts differ in length
   */
  List<List<String>> next(int limit) throws IOException {
    return new AlignedTexts(texts)
        .next(limit).stream()
            .map(row -> row.stream().map(PythonText::stripTrailing).toList())
            .toList();
  }

  @Override
  public void close() throws IOException {
    for (TextLines text : texts) {
      text.close();
    }
  }
}
