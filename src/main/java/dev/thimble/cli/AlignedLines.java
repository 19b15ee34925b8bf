package dev.thimble.cli;

import dev.thimble.cli.TextInput.Opener;
import dev.thimble.corpus.AlignedTexts;
import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.TextLines;
import dev.thimble.text.PythonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads several texts that are aligned by line, row by row. Trailing white space is removed from
 * each line, as sacreBLEU's command line does. For one thread; owns the open files until closed.
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

  /**
   * One of the aligned texts. It can be read any number of times, unless made by {@link #once}.
   *
   * @param name its name in messages
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

    /** Joins lines, each ended by a line feed; line ends within a line become spaces. */
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
