package dev.thimble.report;

import dev.thimble.metric.SystemScore;
import java.util.List;
import java.util.Objects;

/**
 * What one metric says of the systems on one test set.
 *
 * @param metric its name on the command line, such as {@code bleu}
 * @param signature how it was computed
 * @param systems a score for each system; where systems are compared, the first is the baseline
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

  /** The name that goes with the values, such as {@code chrF2++}. */
  public String name() {
    return systems.get(0).score().name();
  }
}
