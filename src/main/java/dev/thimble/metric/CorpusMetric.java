package dev.thimble.metric;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A corpus metric that is computed from sufficient statistics: each segment gives a row of numbers,
 * and the sum of all rows gives the score.
 *
 * <p>Most callers need only {@link #score(List, List)}. {@link CorpusScorer} scores a corpus that
 * does not fit in memory. For resampling (bootstrap, randomization), keep the rows of {@link
 * #statistics} and sum them again. To score a single sentence, use {@code
 * metric.score(metric.statistics(hypothesis, references))}.
 *
 * <p>Implementations are immutable and thread-safe. Test them with literal sentences and scores;
 * the sum of the rows of two corpora must give the score of their concatenation.
 */
public interface CorpusMetric extends Serializable {
  /** Stands for a number of references that varies between segments; {@code var} in a signature. */
  int VARIABLE_REFERENCES = -1;

  /**
   * {@return the settings of the metric in sacreBLEU's notation}
   *
   * @param references number of references of each segment, or {@link #VARIABLE_REFERENCES}
   */
  String signature(int references);

  /**
   * Compares one segment with its references.
   *
   * @param hypothesis a line; may be empty
   * @param references at least one that is not null; null stands for a missing reference; an empty
   *     text is a reference like any other
   * @return a new row, of the same length and layout for every segment
   * @throws IllegalArgumentException if there is no reference
   */
  double[] statistics(String hypothesis, List<? extends @Nullable String> references);

  /**
   * Computes the score of summed statistics, which are not changed.
   *
   * @param statistics the sum of the rows of some segments
   * @return the score and its details
   * @throws IllegalArgumentException if the row does not have the length of this metric's rows
   */
  Score score(double[] statistics);

  /**
   * Scores a whole corpus.
   *
   * @param hypotheses one line per segment, at least one; an empty line is scored like any other
   * @param references reference sets, each with one line (or null) per segment
   * @return the score of all segments
   * @throws IllegalArgumentException if the numbers of lines differ, if there is no hypothesis, or
   *     if a segment has no reference
   */
  default Score score(
      List<String> hypotheses, List<? extends List<? extends @Nullable String>> references) {
    return CorpusScorer.score(this, hypotheses, references);
  }
}
