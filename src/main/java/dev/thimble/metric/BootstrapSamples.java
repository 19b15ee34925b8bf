package dev.thimble.metric;

/** Draws bootstrap samples: as many segments as there are, with repetition. Not thread-safe. */
final class BootstrapSamples {
  private final NumpyRandom random;
  private final int[] sample;

  BootstrapSamples(int segments, long seed) {
    random = new NumpyRandom(seed);
    sample = new int[segments];
  }

  /** The next sample of segment indices; the next call overwrites it. */
  int[] next() {
    for (int i = 0; i < sample.length; i++) {
      sample[i] = random.nextInt(sample.length);
    }
    return sample;
  }
}
