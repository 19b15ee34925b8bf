package dev.thimble.report;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a test set, all aligned by line.
 *
 * @param hypotheses one text for each system
 * @param references those of each line, at least one
 * @param source null if it is not known
 * @param confidences of the hypotheses of each system, from 0 to 1; empty for one that has none
 */
public record EvaluatedTexts(
    List<List<String>> hypotheses,
    List<List<String>> references,
    @Nullable List<String> source,
    List<List<Double>> confidences) {
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
    confidences = List.copyOf(confidences);
    if (confidences.size() != hypotheses.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "confidences of %d systems, texts of %d",
              confidences.size(),
              hypotheses.size()));
    }
    for (List<Double> own : confidences) {
      if (!own.isEmpty()) {
        requireLines(own, lines);
      }
    }
  }

  /** Texts of systems without confidences. */
  public EvaluatedTexts(
      List<List<String>> hypotheses, List<List<String>> references, @Nullable List<String> source) {
    this(hypotheses, references, source, Collections.nCopies(hypotheses.size(), List.of()));
  }

  /** Whether any system has confidences. */
  boolean haveConfidences() {
    return confidences.stream().anyMatch(own -> !own.isEmpty());
  }

  /** Number of lines of each text. */
  int lines() {
    return references.size();
  }

  /** The first reference of each line. */
  List<String> firstReferences() {
    return references.stream().map(line -> line.get(0)).toList();
  }

  private static void requireLines(List<?> text, int lines) {
    if (text.size() != lines) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a text has %d lines, the references %d", text.size(), lines));
    }
  }
}
