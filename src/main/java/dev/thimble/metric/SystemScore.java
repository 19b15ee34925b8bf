package dev.thimble.metric;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One system's score on a test set, and how sure it is.
 *
 * @param score of the whole corpus
 * @param interval its confidence interval; null if none was asked for
 * @param pValue the chance of so large a difference to the baseline between systems that are alike;
 *     null for the baseline, and where nothing is compared
 */
public record SystemScore(
    Score score, @Nullable ConfidenceInterval interval, @Nullable Double pValue) {
  /** The p-value below which a difference counts as significant. */
  public static final double SIGNIFICANT = 0.05;

  /** Checks that there is a score. */
  public SystemScore {
    Objects.requireNonNull(score, "score");
  }

  /** A score alone. */
  public static SystemScore plain(Score score) {
    return new SystemScore(score, null, null);
  }

  /** Whether the difference to the baseline is significant. */
  public boolean isSignificant() {
    return pValue != null && pValue < SIGNIFICANT;
  }
}
