package dev.thimble.cli;

import dev.thimble.cli.TextInput.Opener;
import dev.thimble.corpus.BilingualText;
import dev.thimble.corpus.TextLines;
import dev.thimble.text.PythonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A hypothesis, reference or source text of a test set. It can be read any number of times, unless
 * made by {@link #once}.
 *
 * @param name its name in messages
 * @param table whether a line has several references, separated by tabs
 */
record ScoringText(String name, Opener opener, boolean table) {
  static ScoringText of(Path file, BilingualText bilingual) {
    return new ScoringText(TextInput.name(file), TextInput.repeatable(file, bilingual), false);
  }

  static ScoringText once(Path file, BilingualText bilingual) {
    return new ScoringText(TextInput.name(file), () -> TextInput.open(file, bilingual), false);
  }

  static ScoringText of(String name, List<String> lines) {
    byte[] bytes = text(lines).getBytes(StandardCharsets.UTF_8);
    return new ScoringText(name, () -> new TextLines(new ByteArrayInputStream(bytes), name), false);
  }

  /** The same text, each line of which has several references. */
  ScoringText asTable() {
    return new ScoringText(name, opener, true);
  }

  /**
   * The references of a line, at least one.
   *
   * @param texts of references
   * @param lines the line of each text
   */
  static List<String> references(List<ScoringText> texts, List<String> lines) {
    List<String> references = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      references.addAll(texts.get(i).references(lines.get(i)));
    }
    return references;
  }

  /* Empty columns are left out, unless there is no other. */
  private List<String> references(String line) {
    if (!table) {
      return List.of(line);
    }
    List<String> references =
        Arrays.stream(line.split("\t"))
            .map(PythonText::stripTrailing)
            .filter(column -> !column.isEmpty())
            .toList();
    return references.isEmpty() ? List.of("") : references;
  }

  /** Joins lines, each ended by a line feed; line ends within a line become spaces. */
  static String text(List<String> lines) {
    return lines.stream()
        .map(line -> TranslationFormat.oneLine(line) + "\n")
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
