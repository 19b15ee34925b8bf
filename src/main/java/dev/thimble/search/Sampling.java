package dev.thimble.search;

import dev.thimble.integrity.Require;
import java.util.List;

/**
 * Random sampling. Each step divides the log-probabilities, after the constraints, by the
 * temperature, keeps the {@code topK} most probable pieces, and of those the smallest number of
 * most probable ones whose probabilities sum to at least {@code topP} (Holtzman et al. 2020). All
 * pieces tied with the last one kept by {@code topP} are kept; of those tied at {@code topK} some
 * or all are kept. The drawn piece is the argmax of the kept values plus standard Gumbel noise
 * (Maddison et al. 2014).
 *
 * <p>The noise is a hash of the sentence's seed, the sample's number, the step and the piece's id,
 * so a sample does not depend on the other sentences of its batch. Log-probabilities may differ in
 * their last bits with the batch size. A difference of d (about 1e-7 in float32) changes a drawn
 * piece with a probability of about d: only if the two best values, or the values on both sides of
 * the {@code topK} or {@code topP} limit, differ by less than d.
 *
 * @param temperature from 0.01 to 100; below 1 sharpens the distribution, above 1 flattens it
 * @param topK number of pieces kept; 0 keeps all
 * @param topP probability mass kept, above 0 and at most 1; 1 keeps all
 */
public record Sampling(double temperature, int topK, double topP) implements Strategy {
  /** Most samples of a sentence. */
  public static final int MAX_SAMPLES = 1000;

  /** Checks every value. */
  public Sampling {
    Require.within("temperature", temperature, 0.01, 100);
    Require.that(topK >= 0, "topK", topK, "0 (all) or above");
    Require.that(topP > 0 && topP <= 1, "topP", topP, "above 0 and at most 1");
  }

  /** {@return the model's own distribution: temperature 1, all pieces} */
  public static Sampling defaults() {
    return new Sampling(1, 0, 1);
  }

  /**
   * {@return the same with another temperature}
   *
   * @param other from 0.01 to 100
   */
  public Sampling withTemperature(double other) {
    return new Sampling(other, topK, topP);
  }

  /**
   * {@return the same with another {@code topK}}
   *
   * @param other pieces kept; 0 keeps all
   */
  public Sampling withTopK(int other) {
    return new Sampling(temperature, other, topP);
  }

  /**
   * {@return the same with another {@code topP}}
   *
   * @param other probability mass kept, above 0 and at most 1
   */
  public Sampling withTopP(double other) {
    return new Sampling(temperature, topK, other);
  }

  @Override
  public void checkNBest(int nBest) {
    Require.that(
        nBest >= 1 && nBest <= MAX_SAMPLES,
        "nBest",
        nBest,
        "from 1 to the most samples, " + MAX_SAMPLES);
  }

  @Override
  public boolean isIncremental(int nBest) {
    return nBest == 1;
  }

  /** 1 for each, since the frequency of an output among the samples estimates its probability. */
  @Override
  public double[] riskWeights(List<Hypothesis> hypotheses) {
    return MinimumBayesRisk.ofSamples(Require.elements(hypotheses, "hypotheses").size());
  }

  @Override
  public Beam toBeam(int size) {
    return Beam.of(size);
  }
}
