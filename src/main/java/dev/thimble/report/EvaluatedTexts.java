package dev.thimble.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a test set, all aligned by line.
 *
 * @param hypotheses one text for each system
 * @param references those of each line, at least one
 * @param source null if it is not known
 */
public record EvaluatedTexts(
    List<List<String>> hypotheses, List<List<String>> references, @Nullable List<String> source) {
  /** Checks the lengths. */
  public EvaluatedTexts {
    hypotheses = List.copyOf(hypotheses);
    references = List.copyOf(references);
    if (hypotheses.isEmpty() || references.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          "a page needs at least one system, and at least one reference for each line");
    }
    int lines = references.size();
    for (List<String> text : hypotheses) {
      requireLines(text, lines);
    }
    if (source != null) {
      requireLines(source, lines);
    }
  }

  /** Number of lines of each text. */
  int lines() {
    return references.size();
  }

  /** The first reference of each line. */
  List<String> firstReferences() {
    return references.stream().map(line -> line.get(0)).toList();
  }

  private static void requireLines(List<String> text, int lines) {
    if (text.size() != lines) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a text has %d lines, the references %d", text.size(), lines));
    }
  }
}
