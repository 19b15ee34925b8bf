package dev.thimble.checkpoint;

/** Conversion between IEEE 754 binary16 and float, which JDK 17 lacks. */
final class HalfFloat {
  /** Largest finite binary16 value. */
  static final float MAX = 65504f;

  private HalfFloat() {}

  /** Rounds to nearest, ties to even; values that round above {@link #MAX} become infinite. */
  static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7E00);
    }
    float magnitude = Math.abs(value);
    if (magnitude < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
    }
    int shifted = (bits & 0x7FFFFFFF) - (112 << 23); // exponent bias 127 to 15
    int rounded = (shifted + 0xFFF + ((shifted >>> 13) & 1)) >>> 13;
    return (short) (sign | Math.min(rounded, 0x7C00));
  }

  static float toFloat(short half) {
    int magnitude = half & 0x7FFF;
    float value;
    if (magnitude < 0x0400) {
      value = magnitude * 0x1p-24f;
    } else if (magnitude < 0x7C00) {
      value = Float.intBitsToFloat((magnitude << 13) + (112 << 23));
    } else {
      value = magnitude == 0x7C00 ? Float.POSITIVE_INFINITY : Float.NaN;
    }
    return half < 0 ? -value : value;
  }
}
