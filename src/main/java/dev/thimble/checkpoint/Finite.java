package dev.thimble.checkpoint;

/** Looks for values that are no finite numbers. Stateless. */
final class Finite {
  private static final int EXPONENT = 0x7F800000; // all ones in NaN and the infinities alone

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
