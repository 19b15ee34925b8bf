package dev.thimble.cli;

import dev.thimble.cli.TextInput.Opener;
import dev.thimble.corpus.AlignedTexts;
import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.TextLines;
import dev.thimble.metric.PythonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are aligned by line, read together. White space at the end of a line is taken off, as
 * sacreBLEU's command line does. For one thread; owns the files until closed.
 */
final class AlignedLines implements AutoCloseable {
  private final List<TextLines> texts = new ArrayList<>();

  private AlignedLines() {}

  /**
   * Opens all texts.
   *
   * @throws CorpusException if one of them has no line
   */
  static AlignedLines open(List<Column> columns) throws IOException {
    AlignedLines lines = new AlignedLines();
    try {
      for (Column column : columns) {
        TextLines text = column.opener().open();
        lines.texts.add(text);
        if (!text.hasNext()) {
          throw new CorpusException(column.name() + " is empty; there is nothing to score");
        }
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
   * @throws CorpusException if a text ends before another
   */
  List<List<String>> next(int most) throws IOException {
    return new AlignedTexts(texts)
        .next(most).stream()
            .map(row -> row.stream().map(PythonText::stripTrailing).toList())
            .toList();
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
