package dev.thimble.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a test set, all aligned by line.
 *
 * @param hypotheses one text for each system
 * @param references at least one text
 * @param source null if it is not known
 */
public record EvaluatedTexts(
    List<List<String>> hypotheses, List<List<String>> references, @Nullable List<String> source) {
  /** Checks the lengths. */
  public EvaluatedTexts {
    hypotheses = List.copyOf(hypotheses);
    references = List.copyOf(references);
    if (hypotheses.isEmpty() || references.isEmpty()) {
      throw new IllegalArgumentException("a page needs at least one system and one reference");
    }
    int lines = references.get(0).size();
    for (List<String> text : hypotheses) {
      requireLines(text, lines);
    }
    for (List<String> text : references) {
      requireLines(text, lines);
    }
    if (source != null) {
      requireLines(source, lines);
    }
  }

  /** Number of lines of each text. */
  int lines() {
    return references.get(0).size();
  }

  /** The references of a line, from 0. */
  List<String> references(int line) {
    return references.stream().map(text -> text.get(line)).toList();
  }

  private static void requireLines(List<String> text, int lines) {
    if (text.size() != lines) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "a text has %d lines, the first reference %d", text.size(), lines));
    }
  }
}
