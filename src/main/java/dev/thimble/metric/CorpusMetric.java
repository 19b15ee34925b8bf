package dev.thimble.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A corpus metric that works on sufficient statistics: each segment gives a row of numbers, the
 * rows of a corpus are summed, and the sum gives the score.
 *
 * <p>Most callers need only {@link #score(List, List)}; a corpus that does not fit in memory goes
 * through {@link CorpusScorer}. Whoever resamples a corpus (bootstrap, randomization) keeps the
 * rows of {@link #statistics} and sums them anew, without reading the text again. One sentence is a
 * corpus of one segment: {@code metric.score(metric.statistics(hypothesis, references))}.
 *
 * <p>Implementations are immutable and safe for use by many threads. Test one by literal sentences
 * and scores; summing rows must give the score of the joined corpora.
 */
public interface CorpusMetric {
  /** The reference count of a corpus whose segments differ in it; a signature says {@code var}. */
  int VARIABLE_REFERENCES = -1;

  /**
   * Says how the score was computed, in sacreBLEU's notation.
   *
   * @param references references of each segment, or {@link #VARIABLE_REFERENCES}
   */
  String signature(int references);

  /**
   * Compares one segment with its references.
   *
   * @param references at least one that is not null; a null one is missing and left out, an empty
   *     one is a reference like any other
   * @return a fresh row, of the same length and layout for every segment
   * @throws IllegalArgumentException if there is no reference
   */
  double[] statistics(String hypothesis, List<? extends @Nullable String> references);

  /**
   * Computes the score of summed statistics, which are left as they are.
   *
   * @throws IllegalArgumentException if the row has not this metric's length
   */
  Score score(double[] statistics);

  /**
   * Scores a whole corpus.
   *
   * @param hypotheses one line per segment, at least one; an empty line is scored like any other
   * @param references reference sets, each with one line (or null) for every hypothesis
   * @throws IllegalArgumentException if the line counts differ, if there is nothing to score, or if
   *     a segment has no reference
   */
  default Score score(
      List<String> hypotheses, List<? extends List<? extends @Nullable String>> references) {
    return CorpusScorer.score(this, hypotheses, references);
  }
}
