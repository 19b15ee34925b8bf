package dev.thimble.report;

import dev.thimble.metric.SegmentStatistics;
import java.util.List;
import java.util.Locale;

/**
 * A test set with all that {@link EvaluationPage} shows of it.
 *
 * @param scores scores of the whole test set
 * @param statistics statistics of every segment by the first metric, for each system
 * @param texts the texts that were scored
 */
public record EvaluatedTestSet(
    TestSetScores scores, List<SegmentStatistics> statistics, EvaluatedTexts texts) {
  /** Checks that the parts have the same number of systems. */
  public EvaluatedTestSet {
    statistics = List.copyOf(statistics);
    int systems = scores.systems().size();
    if (statistics.size() != systems || texts.hypotheses().size() != systems) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "statistics of %d and texts of %d systems for the scores of %d",
              statistics.size(),
              texts.hypotheses().size(),
              systems));
    }
  }
}
