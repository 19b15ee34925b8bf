package dev.thimble.bench;

import java.util.Arrays;

/**
 * Times a piece of work.
 *
 * @param seconds how long to measure one figure, after its warm-up
 */
record Stopwatch(double seconds) {
  private static final double WARM_UP_SECONDS = 0.5;
  private static final int ROUNDS = 5;

  /** Seconds of one call, without a warm-up. */
  static double once(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** Seconds of a call: the median over rounds of the round's mean. */
  double time(Runnable work) {
    long times = Math.max(1, (long) (seconds / ROUNDS / warmUp(work)));
    double[] rounds = new double[ROUNDS];
    Arrays.setAll(rounds, round -> once(() -> repeat(work, times)) / times);
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static void repeat(Runnable work, long times) {
    for (long i = 0; i < times; i++) {
      work.run();
    }
  }

  /* Returns the seconds of the last call. */
  private static double warmUp(Runnable work) {
    double sum = 0;
    double last;
    do {
      last = once(work);
      sum += last;
    } while (sum < WARM_UP_SECONDS);
    return last;
  }
}
