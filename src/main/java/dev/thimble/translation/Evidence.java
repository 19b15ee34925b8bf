package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import dev.thimble.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known about the translation of a sentence, to estimate its quality.
 *
 * @param source ids of the sentence, at least one
 * @param sourceVocabulary of these ids
 * @param targetVocabulary of the ids of the hypotheses
 * @param hypothesis the translation
 * @param others the other hypotheses that the search has ended, best first; none after greedy
 *     search
 */
record Evidence(
    int[] source,
    Vocabulary sourceVocabulary,
    Vocabulary targetVocabulary,
    Hypothesis hypothesis,
    List<Hypothesis> others) {
  /**
   * The evidence of one of the hypotheses that the search of a sentence has ended.
   *
   * @param rank its index among them
   */
  static Evidence of(TranslatorCore core, int[] source, List<Hypothesis> ended, int rank) {
    List<Hypothesis> others = new ArrayList<>(ended);
    Hypothesis hypothesis = others.remove(rank);
    return new Evidence(
        source, core.source().vocabulary(), core.target().vocabulary(), hypothesis, others);
  }

  /** The same translation without the others, as greedy search would have found it. */
  Evidence alone() {
    return new Evidence(source, sourceVocabulary, targetVocabulary, hypothesis, List.of());
  }

  /** The values of all features, in the order of their declaration; all are finite. */
  double[] features() {
    return Arrays.stream(ConfidenceFeature.values())
        .mapToDouble(feature -> feature.of(this))
        .toArray();
  }

  /** The text of a hypothesis, with symbols for masked entities. */
  String text(Hypothesis one) {
    return targetVocabulary.text(one.ids());
  }
}
