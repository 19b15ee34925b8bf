package dev.thimble.metric;

import dev.thimble.integrity.Require;
import java.io.Serializable;

/**
 * Generates the same random numbers as {@code numpy.random.default_rng(seed)}, so that significance
 * tests draw the same resamples as sacreBLEU. Not thread-safe.
 *
 * <p>The generator is PCG XSL RR 128/64 (O'Neill 2014). Its state is a hash of the 32-bit words of
 * the seed. Integers below a bound are drawn by Lemire's method (2019) from 32 bits.
 */
final class NumpyRandom implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int POOL = 4;
  private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
  private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;
  private static final long WORD = 0xFFFFFFFFL;

  private final long incrementHigh;
  private final long incrementLow;
  private long high;
  private long low;
  private boolean hasHalf;
  private int half;
  private int bits;
  private int bitsLeft;

  NumpyRandom(long seed) {
    Require.atLeast("seed", seed, 0);
    int[] state = hashed(seed);
    long sequenceHigh = joined(state, 4);
    long sequenceLow = joined(state, 6);
    incrementHigh = sequenceHigh << 1 | sequenceLow >>> 63;
    incrementLow = sequenceLow << 1 | 1;
    step();
    add(joined(state, 0), joined(state, 2));
    step();
  }

  /** Makes a copy of a generator in its current state. */
  NumpyRandom(NumpyRandom other) {
    incrementHigh = other.incrementHigh;
    incrementLow = other.incrementLow;
    high = other.high;
    low = other.low;
    hasHalf = other.hasHalf;
    half = other.half;
    bits = other.bits;
    bitsLeft = other.bitsLeft;
  }

  /** A uniform number from 0 to {@code bound} - 1; the bound is at least 1. */
  int nextInt(int bound) {
    if (bound == 1) {
      return 0;
    }
    long product = (next32() & WORD) * bound;
    if ((product & WORD) < bound) {
      int threshold = Integer.remainderUnsigned(-bound, bound); // of 2^32 - bound
      while ((product & WORD) < threshold) {
        product = (next32() & WORD) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  boolean nextBoolean() {
    if (bitsLeft == 0) {
      bits = next32();
      bitsLeft = 31;
    } else {
      bits >>>= 1;
      bitsLeft--;
    }
    return (bits & 1) != 0;
  }

  private int next32() {
    if (hasHalf) {
      hasHalf = false;
      return half;
    }
    step();
    long next = Long.rotateRight(high ^ low, (int) (high >>> 58));
    hasHalf = true;
    half = (int) (next >>> 32);
    return (int) next;
  }

  private void step() {
    // The high word of the unsigned product; the sign bit of the multiplier is 0.
    long carried = Math.multiplyHigh(low, MULTIPLIER_LOW) + ((low >> 63) & MULTIPLIER_LOW);
    long nextHigh = carried + high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH;
    low *= MULTIPLIER_LOW;
    high = nextHigh;
    add(incrementHigh, incrementLow);
  }

  private void add(long addedHigh, long addedLow) {
    long sum = low + addedLow;
    high += addedHigh + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    low = sum;
  }

  private static long joined(int[] words, int at) {
    return (words[at] & WORD) | (words[at + 1] & WORD) << 32;
  }

  /** The eight words of state that numpy's SeedSequence makes of a seed. */
  private static int[] hashed(long seed) {
    int[] pool = {(int) seed, (int) (seed >>> 32), 0, 0};
    int constant = 0x43b0d7e5;
    for (int i = 0; i < POOL; i++) {
      int next = constant * 0x931e8875;
      pool[i] = folded((pool[i] ^ constant) * next);
      constant = next;
    }
    for (int from = 0; from < POOL; from++) {
      for (int to = 0; to < POOL; to++) {
        if (from != to) {
          int next = constant * 0x931e8875;
          int mixed = folded((pool[from] ^ constant) * next);
          pool[to] = folded(pool[to] * 0xca01f9dd - mixed * 0x4973f715);
          constant = next;
        }
      }
    }
    int[] state = new int[2 * POOL];
    constant = 0x8b51f9dd;
    for (int i = 0; i < state.length; i++) {
      int next = constant * 0x58f38ded;
      state[i] = folded((pool[i % POOL] ^ constant) * next);
      constant = next;
    }
    return state;
  }

  private static int folded(int value) {
    return value ^ value >>> 16;
  }
}
