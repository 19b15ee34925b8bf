package dev.thimble.cli;

import dev.thimble.cli.TextInput.Opener;
import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.TextLines;
import dev.thimble.metric.PythonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are aligned by line, read together. White space at the end of a line is taken off, as
 * sacreBLEU's command line does. For one thread; owns the files until closed.
 */
final class AlignedLines implements AutoCloseable {
  private final List<Column> columns;
  private final List<TextLines> texts = new ArrayList<>();

  private AlignedLines(List<Column> columns) {
    this.columns = columns;
  }

  static AlignedLines open(List<Column> columns) throws IOException {
    AlignedLines lines = new AlignedLines(columns);
    try {
      for (Column column : columns) {
        lines.texts.add(column.opener().open());
      }
      return lines;
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  /**
   * The next rows, each with a line of every text; none at the end.
   *
   * @throws CorpusException if a text ends before another, or has no line at all
   */
  List<List<String>> next(int most) throws IOException {
    List<List<String>> rows = new ArrayList<>(most);
    while (rows.size() < most) {
      List<String> row = new ArrayList<>(texts.size());
      int ended = -1;
      int open = -1;
      for (int i = 0; i < texts.size(); i++) {
        String line = texts.get(i).next();
        if (line == null) {
          ended = ended < 0 ? i : ended;
        } else {
          open = open < 0 ? i : open;
          row.add(PythonText.stripTrailing(line));
        }
      }
      if (ended < 0) {
        rows.add(row);
        continue;
      }
      requireNoneOpen(ended, open);
      break;
    }
    return rows;
  }

  private void requireNoneOpen(int ended, int open) throws IOException {
    String name = columns.get(ended).name();
    long lines = texts.get(ended).number();
    if (lines == 0) {
      throw new CorpusException(name + " is empty; there is nothing to score");
    }
    if (open >= 0) {
      TextLines longer = texts.get(open);
      while (longer.next() != null) {
        // counts
      }
      throw new CorpusException(
          String.format(
              Locale.ROOT,
              "%s has %d lines, but %s has %d; they must be aligned by line",
              columns.get(open).name(),
              longer.number(),
              name,
              lines));
    }
  }

  @Override
  public void close() throws IOException {
    for (TextLines text : texts) {
      text.close();
    }
  }

  /**
   * A text that can be read more than once, unless it is of {@link #once}.
   *
   * @param name of it in errors
   */
  record Column(String name, Opener opener) {
    static Column of(Path file) {
      return new Column(TextInput.name(file), TextInput.repeatable(file));
    }

    static Column once(Path file) {
      return new Column(TextInput.name(file), () -> TextInput.open(file));
    }

    static Column of(String name, List<String> lines) {
      byte[] bytes = text(lines).getBytes(StandardCharsets.UTF_8);
      return new Column(name, () -> new TextLines(new ByteArrayInputStream(bytes), name));
    }

    /** Lines with line feeds behind them, and none within. */
    static String text(List<String> lines) {
      return lines.stream()
          .map(line -> TranslationWriter.line(line) + "\n")
          .collect(Collectors.joining());
    }

    List<String> readAll() throws IOException {
      try (TextLines text = opener.open()) {
        List<String> lines = new ArrayList<>();
        for (@Nullable String line = text.next(); line != null; line = text.next()) {
          lines.add(PythonText.stripTrailing(line));
        }
        return lines;
      }
    }
  }
}
