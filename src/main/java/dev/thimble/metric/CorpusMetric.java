package dev.thimble.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * A score that is a function of counts summed over a corpus. Most callers want {@link #score(List,
 * List)}; the counts are for streaming a corpus too large for memory, and for resampling. Test an
 * implementation by literal texts.
 */
public interface CorpusMetric {
  /**
   * The counts of one segment.
   *
   * @param hypothesis the system's output; an empty one is scored, not dropped
   * @param references at least one
   */
  double[] statistics(String hypothesis, List<String> references);

  /** The score of summed counts. */
  Score score(double[] statistics);

  /**
   * Which options made the score, as sacreBLEU writes it.
   *
   * @param references reference sets used
   */
  String signature(int references);

  /**
   * The score of a corpus.
   *
   * @param hypotheses one a segment
   * @param references reference sets, each with one reference a segment
   * @throws IllegalArgumentException if there is no segment, no reference set, or a set of another
   *     length
   */
  default Score score(List<String> hypotheses, List<List<String>> references) {
    if (hypotheses.isEmpty()) {
      throw new IllegalArgumentException("there are no hypotheses to score");
    }
    if (references.isEmpty()) {
      throw new IllegalArgumentException("there are no references to score against");
    }
    for (int set = 0; set < references.size(); set++) {
      if (references.get(set).size() != hypotheses.size()) {
        throw new IllegalArgumentException(
            "reference set %d has %d lines, but there are %d hypotheses"
                .formatted(set + 1, references.get(set).size(), hypotheses.size()));
      }
    }
    double[] sum = new double[0];
    for (int i = 0; i < hypotheses.size(); i++) {
      List<String> own = new ArrayList<>(references.size());
      for (List<String> set : references) {
        own.add(set.get(i));
      }
      double[] counts = statistics(hypotheses.get(i), own);
      sum = sum.length == 0 ? new double[counts.length] : sum;
      for (int k = 0; k < counts.length; k++) {
        sum[k] += counts[k];
      }
    }
    return score(sum);
  }
}
