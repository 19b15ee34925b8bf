package dev.thimble.search;

/**
 * Random sampling. At each step the log-probabilities, adjusted by the constraints, are divided by
 * the temperature; of these the best {@code topK} are kept, and of those the fewest best whose
 * probabilities sum to {@code topP} or more (Holtzman et al. 2020); one uniform number then picks a
 * piece by inverting the cumulative distribution. The numbers of a sample come from a generator of
 * its own, made of its sentence's seed and the sample's number, so a result depends on nothing it
 * is sampled beside.
 *
 * @param temperature below 1 sharpens, above 1 flattens
 * @param topK 0 keeps all
 * @param topP 1 keeps all
 */
public record Sampling(double temperature, int topK, double topP) implements Strategy {
  /** Checks every value. */
  public Sampling {
    if (!(temperature >= 0.01 && temperature <= 100)) {
      throw new IllegalArgumentException(
          "temperature is " + temperature + "; it must be from 0.01 to 100");
    }
    if (topK < 0) {
      throw new IllegalArgumentException("topK is " + topK + "; it must be 0 (all) or above");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("topP is " + topP + "; it must be above 0 and at most 1");
    }
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
