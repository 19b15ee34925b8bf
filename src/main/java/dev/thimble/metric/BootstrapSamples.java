package dev.thimble.metric;

/** Draws segments with repetition, as many as there are. For one thread. */
final class BootstrapSamples {
  private final NumpyRandom random;
  private final int[] sample;

  BootstrapSamples(int segments, long seed) {
    random = new NumpyRandom(seed);
    sample = new int[segments];
  }

  /** The next resample; overwritten by the one after it. */
  int[] next() {
    for (int i = 0; i < sample.length; i++) {
      sample[i] = random.nextInt(sample.length);
    }
    return sample;
  }
}
