package dev.thimble.checkpoint;

import dev.thimble.model.FloatTensor;

/**
 * A matrix (M, F) as one byte per value and one scale per row: a value is its byte times the scale
 * of its row, as in the int8 products of the network (Jacob et al. 2018, without zero points).
 * Stateless.
 */
final class QuantizedRows {
  /** Added to the name of a matrix, the name of its scales. */
  static final String SCALE = ".scale";

  private static final float GREATEST = 127;

  private QuantizedRows() {}

  /**
   * The scales (M) of a matrix: those that give the greatest absolute value of a row the byte 127.
   */
  static FloatTensor scales(FloatTensor matrix) {
    float[] values = matrix.values();
    float[] scales = new float[Math.toIntExact(matrix.shape()[0])];
    for (int i = 0; i < values.length; i++) {
      int row = row(i, values, scales);
      scales[row] = Math.max(scales[row], Math.abs(values[i]) / GREATEST);
    }
    return new FloatTensor(new long[] {scales.length}, scales);
  }

  /** The byte of a value of a matrix. */
  static byte quantized(float[] values, int i, float[] scales) {
    float scale = scales[row(i, values, scales)];
    return scale == 0
        ? 0
        : (byte) Math.max(-GREATEST, Math.min(GREATEST, Math.rint(values[i] / scale)));
  }

  /** Multiplies the values of a matrix, bytes so far, by the scales of their rows. */
  static void scale(float[] values, float[] scales) {
    int width = values.length / Math.max(1, scales.length);
    for (int row = 0; row < scales.length; row++) {
      float scale = scales[row];
      for (int i = row * width; i < (row + 1) * width; i++) { // without a division for each value
        values[i] *= scale;
      }
    }
  }

  private static int row(int i, float[] values, float[] scales) {
    return i / (values.length / scales.length);
  }
}
