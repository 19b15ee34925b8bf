package dev.thimble.report;

import dev.thimble.integrity.Require;
import java.util.SplittableRandom;

/**
 * Chooses a random sample of a stream's items, each with the same probability (Vitter 1985,
 * algorithm R). The choice depends only on the number of items. Not thread-safe.
 */
public final class Reservoir {
  private final SplittableRandom random = new SplittableRandom(1);
  private final int size;
  private long count;

  /** A sample of {@code size} items, or of all if there are fewer. */
  public Reservoir(int size) {
    Require.atLeast("size", size, 1);
    this.size = size;
  }

  /**
   * Counts the next item.
   *
   * @return its place in the sample, from 0, where it replaces an earlier item; -1 if it is left
   *     out
   */
  public int next() {
    count++;
    long place = count <= size ? count - 1 : random.nextLong(count);
    return place < size ? (int) place : -1;
  }

  /** Number of items so far. */
  public long count() {
    return count;
  }

  /** By their places, the numbers of those items, from 1, that a sample of {@code count} has. */
  public static long[] sampled(int size, long count) {
    Reservoir reservoir = new Reservoir(size);
    long[] numbers = new long[(int) Math.min(size, count)];
    while (reservoir.count < count) {
      int place = reservoir.next();
      if (place >= 0) {
        numbers[place] = reservoir.count;
      }
    }
    return numbers;
  }
}
