package dev.thimble.checkpoint;

/** IEEE 754 binary16 to and from float, since JDK 17 has no conversion. */
final class HalfFloat {
  /** Largest finite half. */
  static final float MAX = 65504f;

  private HalfFloat() {}

  /** Rounds to the nearest half, ties to even; what rounds past {@link #MAX} becomes infinite. */
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
