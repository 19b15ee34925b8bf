package dev.thimble.search;

import dev.thimble.integrity.Require;

/**
 * Random sampling. At each step the log-probabilities, adjusted by the constraints, are divided by
 * the temperature; of these the best {@code topK} are kept, and of those the fewest best whose
 * probabilities sum to {@code topP} or more (Holtzman et al. 2020). Pieces exactly as likely as the
 * last one kept by {@code topP} are kept as well; of such ties at {@code topK} some or all are. The
 * sample is the argmax of what is kept plus {@link GumbelNoise}.
 *
 * <p>The noise is a hash of the sentence's seed, the number of the sample, the step and the id of
 * the piece, so a sample does not depend on what is sampled beside it. Log-probabilities may differ
 * in their last bits with the size of the batch. A difference of d changes a piece of a sample with
 * a probability of about d: only if the two best candidates, or the values on both sides of a limit
 * of {@code topK} or {@code topP}, are closer to each other than that. In float32 d is about 1e-7.
 *
 * @param temperature below 1 sharpens, above 1 flattens
 * @param topK 0 keeps all
 * @param topP 1 keeps all
 */
public record Sampling(double temperature, int topK, double topP) implements Strategy {
  /** Checks every value. */
  public Sampling {
    Require.within("temperature", temperature, 0.01, 100);
    Require.that(topK >= 0, "topK", topK, "0 (all) or above");
    Require.that(topP > 0 && topP <= 1, "topP", topP, "above 0 and at most 1");
  }

  /** The model's own distribution: temperature 1, all pieces. */
  public static Sampling defaults() {
    return new Sampling(1, 0, 1);
  }

  /** The same with another temperature. */
  public Sampling withTemperature(double other) {
    return new Sampling(other, topK, topP);
  }

  /** The same with another number of best pieces. */
  public Sampling withTopK(int other) {
    return new Sampling(temperature, other, topP);
  }

  /** The same with another mass of best pieces. */
  public Sampling withTopP(double other) {
    return new Sampling(temperature, topK, other);
  }
}
