package dev.thimble.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a test set.
 *
 * @param systems names of the systems
 * @param hypotheses one text for each system
 * @param confidences of the hypotheses of each system; empty for one that has none
 */
record TestSetTexts(
    String name,
    List<String> systems,
    List<ScoringText> hypotheses,
    List<List<Double>> confidences,
    List<ScoringText> references,
    @Nullable ScoringText source) {

  /** All texts that must be aligned: hypotheses, references, source. */
  List<ScoringText> all() {
    List<ScoringText> all = new ArrayList<>(hypotheses);
    all.addAll(references);
    if (source != null) {
      all.add(source);
    }
    return all;
  }
}
