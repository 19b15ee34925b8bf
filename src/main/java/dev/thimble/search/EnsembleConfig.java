package dev.thimble.search;

import dev.thimble.integrity.Require;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * How the models of an ensemble make one distribution.
 *
 * @param mean of what
 * @param weights of the models, in their order; above 0; only their proportions matter
 */
public record EnsembleConfig(Mean mean, List<Double> weights) {
  /** What the mean is taken of. */
  public enum Mean {
    /** log Σ wₘ pₘ, with the weights summing to 1. */
    PROBABILITIES,
    /** Σ wₘ log pₘ, made to sum to 1 over the vocabulary: the geometric mean. */
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

  /** Mean of probabilities of so many models, of equal weights. */
  public static EnsembleConfig defaults(int models) {
    return new EnsembleConfig(Mean.PROBABILITIES, Collections.nCopies(models, 1.0));
  }

  /** The same with another mean. */
  public EnsembleConfig withMean(Mean other) {
    return new EnsembleConfig(other, weights);
  }

  /** The same with other weights. */
  public EnsembleConfig withWeights(List<Double> other) {
    return new EnsembleConfig(mean, other);
  }
}
