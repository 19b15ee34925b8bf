package dev.thimble.metric;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The score of one system on a test set, with its confidence interval and significance. Immutable.
 *
 * @param score of the whole corpus
 * @param interval confidence interval of the score; null if not computed
 * @param pValue probability of a difference from the baseline at least this large if the systems
 *     did not differ; null for the baseline, and without a comparison
 */
public record SystemScore(
    Score score, @Nullable ConfidenceInterval interval, @Nullable Double pValue) {
  /** A difference is significant if its p-value is below this. */
  public static final double SIGNIFICANT = 0.05;

  /** Checks that the score is not null. */
  public SystemScore {
    Objects.requireNonNull(score, "score");
  }

  /**
   * {@return a score without interval and p-value}
   *
   * @param score of the whole test set
   */
  public static SystemScore plain(Score score) {
    return new SystemScore(score, null, null);
  }

  /**
   * Whether the difference from the baseline is significant.
   *
   * @return whether the p-value is below 0.05; false without one
   */
  public boolean isSignificant() {
    return pValue != null && pValue < SIGNIFICANT;
  }
}
