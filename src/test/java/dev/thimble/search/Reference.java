package dev.thimble.search;

/** The Java implementations that native code must agree with, for tests of other packages. */
public final class Reference {
  private Reference() {}

  /** Log-probabilities over the given arrays, (rows, target vocabulary). */
  public static LogProbs logProbs(float[][] rows) {
    return new DenseLogProbs(rows);
  }

  /** The key of the noise of a sample at a step. */
  public static long key(long seed, int... numbers) {
    return GumbelNoise.key(seed, numbers);
  }

  /** The uniform number in (0, 1) of a piece, from which its noise is made. */
  public static double uniform(long key, int id) {
    return GumbelNoise.uniform(key, id);
  }
}
