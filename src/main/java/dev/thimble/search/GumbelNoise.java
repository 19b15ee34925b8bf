package dev.thimble.search;

/**
 * Standard Gumbel noise as a function of a key and a piece: the argmax of log-probability plus
 * noise over all pieces is a sample of the distribution (Maddison et al. 2014). A generator with
 * state would make the noise of a piece depend on its rank and on the other rows. Stateless and
 * thread-safe.
 *
 * <p>Keys and hashes use the mixing function of SplitMix64 (Steele et al. 2014).
 */
final class GumbelNoise {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final long FIRST = 0xBF58476D1CE4E5B9L;
  private static final long SECOND = 0x94D049BB133111EBL;

  private GumbelNoise() {}

  /** A key of a seed and a sequence of numbers. */
  static long key(long seed, int... numbers) {
    long key = mix(seed + GAMMA);
    for (int number : numbers) {
      key = mix((key ^ number) + GAMMA);
    }
    return key;
  }

  /**
   * A uniform number in (0, 1): (x + 0.5) / 2^52, exactly, for 52 bits x of a hash of key and
   * piece.
   */
  static double uniform(long key, int id) {
    // key and hash are mixed already, so one round is enough for the upper 52 bits
    long z = (key ^ hash(id)) * FIRST;
    z = (z ^ (z >>> 32)) * SECOND;
    return ((z >>> 12) + 0.5) * 0x1p-52;
  }

  /** The noise -log(-log(u)) of a piece with u its {@link #uniform}, from -3.61 to 36.74. */
  static double of(long key, int id) {
    return -Math.log(-Math.log(uniform(key, id)));
  }

  private static long hash(int id) {
    return mix(id + 1L);
  }

  private static long mix(long seed) {
    long z = (seed ^ (seed >>> 30)) * FIRST;
    z = (z ^ (z >>> 27)) * SECOND;
    return z ^ (z >>> 31);
  }
}
