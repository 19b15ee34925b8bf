package dev.thimble.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The scores of all systems by all metrics on one test set.
 *
 * @param name name of the test set
 * @param lines number of segments
 * @param systems names of the systems
 * @param metrics at least one metric, with a score for every system
 */
public record TestSetScores(
    String name, long lines, List<String> systems, List<MetricScores> metrics) {
  /** Copies the lists. */
  public TestSetScores {
    Objects.requireNonNull(name, "name");
    systems = List.copyOf(systems);
    metrics = List.copyOf(metrics);
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("the test set " + name + " has no metric");
    }
    for (MetricScores metric : metrics) {
      if (metric.systems().size() != systems.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s has %d scores for %d systems",
                metric.metric(),
                metric.systems().size(),
                systems.size()));
      }
    }
  }
}
