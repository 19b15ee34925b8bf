package dev.thimble.search;

import dev.thimble.integrity.Require;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * How the distributions of an ensemble's models are combined.
 *
 * @param mean arithmetic or geometric
 * @param weights one for each model, in their order, above 0 and at most 1,000,000; only their
 *     ratios matter
 */
public record EnsembleConfig(Mean mean, List<Double> weights) implements Serializable {
  /** Kind of mean. */
  public enum Mean {
    /** The arithmetic mean, log Σ wₘ pₘ, with weights normalized to sum to 1. */
    PROBABILITIES,
    /** The geometric mean, Σ wₘ log pₘ, normalized over the vocabulary. */
    LOG_PROBABILITIES
  }

  /** Checks the weights. */
  public EnsembleConfig {
    Objects.requireNonNull(mean, "mean");
    weights = Require.copyOf(weights, "weights");
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("an ensemble of no models; give at least one weight");
    }
    for (double weight : weights) {
      if (!(weight > 0 && weight <= 1e6)) {
        throw new IllegalArgumentException(
            "weights are " + weights + "; each must be above 0 and at most 1000000");
      }
    }
  }

  /**
   * {@return the mean of the probabilities of the given number of models, with equal weights}
   *
   * @param models at least 1
   */
  public static EnsembleConfig defaults(int models) {
    return new EnsembleConfig(Mean.PROBABILITIES, Collections.nCopies(models, 1.0));
  }

  /**
   * {@return the same with another mean}
   *
   * @param other of probabilities or of log-probabilities
   */
  public EnsembleConfig withMean(Mean other) {
    return new EnsembleConfig(other, weights);
  }

  /**
   * {@return the same with other weights}
   *
   * @param other one for each model, above 0
   */
  public EnsembleConfig withWeights(List<Double> other) {
    return new EnsembleConfig(mean, other);
  }
}
