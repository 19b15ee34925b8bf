package dev.thimble.model;

/**
 * One parameter's values in row-major order, as torch lays them out.
 *
 * @param shape the extent of each dimension
 * @param values the product of {@code shape} values; not copied
 */
public record FloatTensor(long[] shape, float[] values) {
  /** Checks that the number of values is what the shape asks. */
  public FloatTensor {
    long expected = 1;
    for (long extent : shape) {
      expected *= extent;
    }
    if (expected != values.length) {
      throw new IllegalArgumentException(
          "a weight of shape "
              + java.util.Arrays.toString(shape)
              + " has "
              + expected
              + " values, not "
              + values.length);
    }
  }
}
