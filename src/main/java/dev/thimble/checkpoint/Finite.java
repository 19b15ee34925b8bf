package dev.thimble.checkpoint;

import java.util.Locale;

/** Refuses NaN and infinite values. Stateless. */
final class Finite {
  private static final int EXPONENT = 0x7F800000; // all ones only in NaN and the infinities

  private Finite() {}

  /**
   * Checks values.
   *
   * @param name of the values, for the error
   * @throws CheckpointException naming the first value that is not finite
   */
  static void require(String name, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if ((Float.floatToRawIntBits(values[i]) & EXPONENT) == EXPONENT) {
        throw new CheckpointException(
            String.format(
                Locale.ROOT,
                "%s holds %s at index %d; every value must be a finite number",
                name,
                values[i],
                i));
      }
    }
  }
}
