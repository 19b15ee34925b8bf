package dev.thimble.cli;

import dev.thimble.cli.TextInput.Opener;
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
 * A hypothesis, reference or source text of a test set. It can be read any number of times, unless
 * made by {@link #once}.
 *
 * @param name its name in messages
 */
record ScoringText(String name, Opener opener) {
  static ScoringText of(Path file) {
    return new ScoringText(TextInput.name(file), TextInput.repeatable(file));
  }

  static ScoringText once(Path file) {
    return new ScoringText(TextInput.name(file), () -> TextInput.open(file));
  }

  static ScoringText of(String name, List<String> lines) {
    byte[] bytes = text(lines).getBytes(StandardCharsets.UTF_8);
    return new ScoringText(name, () -> new TextLines(new ByteArrayInputStream(bytes), name));
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
