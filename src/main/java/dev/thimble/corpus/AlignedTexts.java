package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts that are aligned by line: line n of each belongs to line n of the others. Not
 * thread-safe.
 */
public final class AlignedTexts {
  private final List<TextLines> texts;

  /**
   * Starts at the next line of each text.
   *
   * @param texts at least one, which the caller closes
   */
  public AlignedTexts(List<TextLines> texts) {
    this.texts = Require.copyOf(texts, "texts");
  }

  /**
   * {@return the next line of every text, in the order of the texts; null after the last}
   *
   * @throws CorpusException if one text ends before another, with the names and the numbers of
   *     lines of both, or as {@link TextLines#next} does
   * @throws IOException if a text cannot be read
   */
  public @Nullable List<String> next() throws IOException {
    List<String> row = new ArrayList<>(texts.size());
    TextLines ended = null;
    TextLines longer = null;
    for (TextLines text : texts) {
      String line = text.next();
      if (line != null) {
        row.add(line);
        longer = longer == null ? text : longer;
      } else {
        ended = ended == null ? text : ended;
      }
    }
    if (ended != null && longer != null) {
      throw uneven(longer, ended);
    }
    return ended == null ? row : null;
  }

  /**
   * Up to {@code most} rows of {@link #next()}; none after the last.
   *
   * @param most at least 1
   * @return the rows in their order
   * @throws CorpusException as {@link #next()} does
   * @throws IOException if a text cannot be read
   */
  public List<List<String>> next(int most) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    while (rows.size() < most) {
      List<String> row = next();
      if (row == null) {
        break;
      }
      rows.add(row);
    }
    return rows;
  }

  private static CorpusException uneven(TextLines longer, TextLines ended) throws IOException {
    while (longer.next() != null) {
      // reads on to count the lines
    }
    return new CorpusException(
        String.format(
            Locale.ROOT,
            "%s has %d lines, but %s has %d; they must be aligned by line",
            longer.name(),
            longer.number(),
            ended.name(),
            ended.number()));
  }
}
