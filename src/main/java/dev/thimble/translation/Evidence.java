package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import dev.thimble.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is known about the translation of a sentence, to estimate its quality.
 *
 * @param source ids of the sentence, at least one
 * @param sourceVocabulary of these ids
 * @param targetVocabulary of the ids of the hypotheses
 * @param candidate the translation
 * @param others the other candidates that the search has ended, best first; none after greedy
 *     search
 */
record Evidence(
    int[] source,
    Vocabulary sourceVocabulary,
    Vocabulary targetVocabulary,
    Candidate candidate,
    List<Candidate> others) {
  /**
   * The evidence of one of the candidates that the search of a sentence has ended.
   *
   * @param rank its index among them
   */
  static Evidence of(TranslatorCore core, int[] source, List<Candidate> ended, int rank) {
    List<Candidate> others = new ArrayList<>(ended);
    Candidate candidate = others.remove(rank);
    return new Evidence(
        source, core.source().vocabulary(), core.target().vocabulary(), candidate, others);
  }

  /** The same translation without the others, as greedy search would have found it. */
  Evidence alone() {
    return new Evidence(source, sourceVocabulary, targetVocabulary, candidate, List.of());
  }

  /** The values of features, in their order; all are finite. */
  double[] values(List<ConfidenceFeature> features) {
    return features.stream().mapToDouble(feature -> feature.of(this)).toArray();
  }

  /** The translation itself. */
  Hypothesis hypothesis() {
    return candidate.hypothesis();
  }

  /** The source as the channel writes it, given the translation. */
  Hypothesis channel() {
    return Objects.requireNonNull(candidate.channel(), "channel");
  }

  /** The text of a candidate, with symbols for masked entities. */
  String text(Candidate one) {
    return targetVocabulary.text(one.hypothesis().ids());
  }
}
