package dev.thimble.cli;

import dev.thimble.report.MetricScores;
import dev.thimble.report.TestSetScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Scores that must be reached, or not exceeded, by metric. A score equal to its threshold passes;
 * scores that differ by less than the rounding of their arithmetic are equal.
 */
record Thresholds(Map<String, Double> least, Map<String, Double> most) {
  private static final double ROUNDING = 1e-9;

  static Thresholds of(Map<String, Double> least, Map<String, Double> most, Set<String> metrics) {
    for (Map<String, Double> values : List.of(least, most)) {
      values.forEach(
          (name, value) -> {
            if (!metrics.contains(name)) {
              throw new WrongUsageException(
                  "the threshold %s=%s is of no metric of this run: %s"
                      .formatted(name, value, String.join(", ", metrics)));
            }
          });
    }
    return new Thresholds(least, most);
  }

  /** A line for each score that misses its threshold. */
  List<String> misses(List<TestSetScores> sets) {
    List<String> misses = new ArrayList<>();
    for (TestSetScores set : sets) {
      for (MetricScores metric : set.metrics()) {
        for (int s = 0; s < set.systems().size(); s++) {
          double value = metric.systems().get(s).score().value();
          String system = "%s on %s".formatted(set.systems().get(s), set.name());
          if (value + ROUNDING < least.getOrDefault(metric.metric(), Double.NEGATIVE_INFINITY)) {
            misses.add(miss(metric, value, "below", least) + system);
          }
          if (value - ROUNDING > most.getOrDefault(metric.metric(), Double.POSITIVE_INFINITY)) {
            misses.add(miss(metric, value, "above", most) + system);
          }
        }
      }
    }
    return misses;
  }

  private static String miss(
      MetricScores metric, double value, String side, Map<String, Double> limits) {
    return String.format(
        Locale.ROOT,
        "thimble: %s is %.4f, %s %s: ",
        metric.metric(),
        value,
        side,
        limits.get(metric.metric()));
  }
}
