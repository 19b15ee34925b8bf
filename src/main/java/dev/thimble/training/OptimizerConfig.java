package dev.thimble.training;

import dev.thimble.integrity.Require;
import java.util.Objects;

/**
 * The optimizer and the limits on its updates. Immutable.
 *
 * @param algorithm Adam, AdamW or stochastic gradient descent
 * @param learningRate peak of the {@link LearningRateSchedule}, above 0 and at most 10
 * @param momentum decay of the running sum of gradients, for {@code SGD} only; 0 for none
 * @param beta1 decay of the running mean of gradients, for Adam and AdamW
 * @param beta2 decay of the running mean of squared gradients, for Adam and AdamW
 * @param epsilon added to the square root of the second mean, for Adam and AdamW
 * @param weightDecay strength of the weight decay; 0 for none
 * @param clipNorm largest global norm of the gradient (Pascanu et al. 2013, algorithm 1); 0 for no
 *     limit
 * @param clipValue largest absolute value of a gradient entry, applied before {@code clipNorm}; 0
 *     for no limit
 */
public record OptimizerConfig(
    Algorithm algorithm,
    double learningRate,
    double momentum,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double clipNorm,
    double clipValue) {
  /** Optimizers, which differ in how they apply {@code weightDecay}. */
  public enum Algorithm {
    /** Adds weightDecay · weight to the gradient (Kingma and Ba 2015, algorithm 1). */
    ADAM,
    /** Subtracts learning rate · weightDecay · weight (Loshchilov and Hutter 2019, algorithm 2). */
    ADAMW,
    /**
     * Stochastic gradient descent with momentum (Polyak 1964): v := momentum · v + gradient; weight
     * := weight − learning rate · v. Adds weightDecay · weight to the gradient, as ADAM does.
     */
    SGD
  }

  /** Checks every value. */
  public OptimizerConfig {
    Objects.requireNonNull(algorithm, "algorithm");
    Require.that(
        learningRate > 0 && learningRate <= 10,
        "learningRate",
        learningRate,
        "above 0, at most 10");
    Require.that(momentum >= 0 && momentum < 1, "momentum", momentum, "from 0 to below 1");
    Require.that(beta1 >= 0 && beta1 < 1, "beta1", beta1, "from 0 to below 1");
    Require.that(beta2 >= 0 && beta2 < 1, "beta2", beta2, "from 0 to below 1");
    Require.that(epsilon > 0, "epsilon", epsilon, "above 0");
    Require.that(
        weightDecay >= 0 && weightDecay < 1, "weightDecay", weightDecay, "from 0 to below 1");
    Require.that(clipNorm >= 0, "clipNorm", clipNorm, "0 (off) or above");
    Require.that(clipValue >= 0, "clipValue", clipValue, "0 (off) or above");
  }

  /**
   * Adam with a learning rate of 0.001 and the global norm clipped at 1. For {@code SGD}, the
   * momentum is 0.9; it needs a much higher learning rate, such as 0.1.
   *
   * @return the default settings
   */
  public static OptimizerConfig defaults() {
    return new OptimizerConfig(Algorithm.ADAM, 1e-3, 0.9, 0.9, 0.999, 1e-8, 0, 1, 0);
  }

  /**
   * {@return the same with another algorithm}
   *
   * @param other such as {@code ADAMW}
   */
  public OptimizerConfig withAlgorithm(Algorithm other) {
    return new OptimizerConfig(
        other, learningRate, momentum, beta1, beta2, epsilon, weightDecay, clipNorm, clipValue);
  }

  /**
   * {@return the same with another learning rate}
   *
   * @param peak above 0, at most 10; the schedule scales it
   */
  public OptimizerConfig withLearningRate(double peak) {
    return new OptimizerConfig(
        algorithm, peak, momentum, beta1, beta2, epsilon, weightDecay, clipNorm, clipValue);
  }

  /**
   * {@return the same with another momentum, used by {@code SGD} only}
   *
   * @param decay at least 0 and below 1
   */
  public OptimizerConfig withMomentum(double decay) {
    return new OptimizerConfig(
        algorithm, learningRate, decay, beta1, beta2, epsilon, weightDecay, clipNorm, clipValue);
  }

  /**
   * {@return the same with other decays of the running means, which {@code SGD} does not use}
   *
   * @param first of the gradient, at least 0 and below 1
   * @param second of its square, at least 0 and below 1
   */
  public OptimizerConfig withBetas(double first, double second) {
    return new OptimizerConfig(
        algorithm,
        learningRate,
        momentum,
        first,
        second,
        epsilon,
        weightDecay,
        clipNorm,
        clipValue);
  }

  /**
   * {@return the same with another epsilon}
   *
   * @param other above 0, added to the root of the mean square
   */
  public OptimizerConfig withEpsilon(double other) {
    return new OptimizerConfig(
        algorithm, learningRate, momentum, beta1, beta2, other, weightDecay, clipNorm, clipValue);
  }

  /**
   * {@return the same with another weight decay}
   *
   * @param strength at least 0 and below 1; 0 for none
   */
  public OptimizerConfig withWeightDecay(double strength) {
    return new OptimizerConfig(
        algorithm, learningRate, momentum, beta1, beta2, epsilon, strength, clipNorm, clipValue);
  }

  /**
   * {@return the same with other limits of the gradient; 0 for none}
   *
   * @param norm largest global norm, applied second
   * @param value largest absolute entry, applied first
   */
  public OptimizerConfig withClipping(double norm, double value) {
    return new OptimizerConfig(
        algorithm, learningRate, momentum, beta1, beta2, epsilon, weightDecay, norm, value);
  }
}
