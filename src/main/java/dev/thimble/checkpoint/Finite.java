package dev.thimble.checkpoint;

/** Finds NaN and infinite values. Stateless. */
final class Finite {
  private static final int EXPONENT = 0x7F800000; // all ones only in NaN and the infinities

  private Finite() {}

  /** Index of the first NaN or infinite value, or -1. */
  static int firstExceptionIn(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if ((Float.floatToRawIntBits(values[i]) & EXPONENT) == EXPONENT) {
        return i;
      }
    }
    return -1;
  }
}
