package dev.thimble.report;

import dev.thimble.metric.SegmentStatistics;
import java.util.List;
import java.util.Locale;

/**
 * A test set as a page shows it.
 *
 * @param scores of the whole test set
 * @param statistics of the first metric, for each system
 * @param texts that were scored
 */
public record EvaluatedTestSet(
    TestSetScores scores, List<SegmentStatistics> statistics, EvaluatedTexts texts) {
  /** Checks that the parts belong together. */
  public EvaluatedTestSet {
    statistics = List.copyOf(statistics);
    int systems = scores.systems().size();
    if (statistics.size() != systems || texts.hypotheses().size() != systems) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "statistics of %d and texts of %d systems for %d",
              statistics.size(),
              texts.hypotheses().size(),
              systems));
    }
  }
}
