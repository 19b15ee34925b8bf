package dev.thimble.cli;

import dev.thimble.report.MetricScores;
import dev.thimble.report.TestSetScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Minimum and maximum scores by metric. A score equal to its threshold passes; scores that differ
 * only by the rounding of floating-point arithmetic count as equal.
 */
record Thresholds(Map<String, Double> minimum, Map<String, Double> maximum) {
  private static final double ROUNDING = 1e-9;

  static Thresholds of(
      Map<String, Double> minimum, Map<String, Double> maximum, Set<String> metrics) {
    for (Map<String, Double> values : List.of(minimum, maximum)) {
      values.forEach(
          (name, value) -> {
            if (!metrics.contains(name)) {
              throw new WrongUsageException(
                  "the threshold %s=%s is for no metric of this run; its metrics are %s"
                      .formatted(name, value, String.join(", ", metrics)));
            }
          });
    }
    return new Thresholds(minimum, maximum);
  }

  /** One message for each score that misses its threshold. */
  List<String> misses(List<TestSetScores> sets) {
    List<String> misses = new ArrayList<>();
    for (TestSetScores set : sets) {
      for (MetricScores metric : set.metrics()) {
        for (int s = 0; s < set.systems().size(); s++) {
          double value = metric.systems().get(s).score().value();
          String system = "%s on %s".formatted(set.systems().get(s), set.name());
          if (value + ROUNDING < minimum.getOrDefault(metric.metric(), Double.NEGATIVE_INFINITY)) {
            misses.add(miss(metric, value, "below", minimum) + system);
          }
          if (value - ROUNDING > maximum.getOrDefault(metric.metric(), Double.POSITIVE_INFINITY)) {
            misses.add(miss(metric, value, "above", maximum) + system);
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
