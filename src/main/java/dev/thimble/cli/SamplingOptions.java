package dev.thimble.cli;

import dev.thimble.search.Sampling;
import dev.thimble.translation.TranslationOptions;
import picocli.CommandLine.Option;

/** Options of sampling. */
final class SamplingOptions {
  private static final Sampling SAMPLING = Sampling.defaults();
  private static final long SEED = TranslationOptions.defaults().seed();

  @Section("Sampling")
  @Bounds(min = 0.01, max = 100)
  @Option(
      names = "--temperature",
      description = "Temperature of sampling; below 1 makes probable pieces more probable.")
  private double temperature = SAMPLING.temperature();

  @Bounds(min = 0, max = 1 << 20)
  @Option(
      names = "--top-k",
      description = "Sample only from the k most probable pieces; 0 means all pieces.")
  private int topK = SAMPLING.topK();

  @Bounds(min = 0, max = 1, minExcluded = true)
  @Option(
      names = "--top-p",
      description =
          "Sample only from the most probable pieces that together have this probability.")
  private double topP = SAMPLING.topP();

  @Option(names = "--seed", description = "Seed of sampling.")
  private long seed = SEED;

  Sampling sampling() {
    return new Sampling(temperature, topK, topP);
  }

  long seed() {
    return seed;
  }

  /** Whether every option has its default. */
  boolean areDefaults() {
    return sampling().equals(SAMPLING) && seed == SEED;
  }
}
