package dev.thimble.training;

import dev.thimble.integrity.Require;

/**
 * The optimizer and what bounds its updates.
 *
 * @param decoupledDecay false for Adam (Kingma and Ba 2015, algorithm 1), true for AdamW
 *     (Loshchilov and Hutter 2019, algorithm 2); they differ only in how {@code weightDecay} enters
 * @param learningRate the schedule's peak
 * @param beta1 decay of the gradient's running mean
 * @param beta2 decay of the squared gradient's running mean
 * @param epsilon added to the root of the second mean
 * @param weightDecay share of the weights taken off, 0 for none
 * @param clipNorm largest global gradient norm (Pascanu et al. 2013, algorithm 1), 0 for no bound
 * @param clipValue largest absolute gradient entry, 0 for no bound; applied before the norm's
 */
public record OptimizerConfig(
    boolean decoupledDecay,
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double clipNorm,
    double clipValue) {
  /** Checks every value. */
  public OptimizerConfig {
    Require.that(
        learningRate > 0 && learningRate <= 10,
        "learningRate",
        learningRate,
        "above 0, at most 10");
    Require.that(beta1 >= 0 && beta1 < 1, "beta1", beta1, "from 0 to below 1");
    Require.that(beta2 >= 0 && beta2 < 1, "beta2", beta2, "from 0 to below 1");
    Require.that(epsilon > 0, "epsilon", epsilon, "above 0");
    Require.that(
        weightDecay >= 0 && weightDecay < 1, "weightDecay", weightDecay, "from 0 to below 1");
    Require.that(clipNorm >= 0, "clipNorm", clipNorm, "0 (off) or above");
    Require.that(clipValue >= 0, "clipValue", clipValue, "0 (off) or above");
  }

  /** Adam at 0.001 with the global norm clipped at 1. */
  public static OptimizerConfig defaults() {
    return new OptimizerConfig(false, 1e-3, 0.9, 0.999, 1e-8, 0, 1, 0);
  }
}
