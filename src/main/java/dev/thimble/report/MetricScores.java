package dev.thimble.report;

import dev.thimble.metric.SystemScore;
import java.util.List;
import java.util.Objects;

/**
 * The scores of all systems by one metric on one test set.
 *
 * @param metric name of the metric on the command line, such as {@code bleu}
 * @param signature the parameters of the metric, as sacreBLEU prints them
 * @param systems one score for each system; in a comparison, the first is the baseline
 */
public record MetricScores(String metric, String signature, List<SystemScore> systems) {
  /** Copies the list. */
  public MetricScores {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(signature, "signature");
    systems = List.copyOf(systems);
    if (systems.isEmpty()) {
      throw new IllegalArgumentException(metric + " scores no system");
    }
  }

  /** The name to print with the scores, such as {@code chrF2++}. */
  String name() {
    return systems.get(0).score().name();
  }
}
