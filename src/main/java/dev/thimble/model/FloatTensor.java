package dev.thimble.model;

import java.util.Arrays;
import java.util.Objects;

/**
 * A float32 tensor on the Java heap, such as a parameter. The arrays are not copied.
 *
 * @param shape the extent of each dimension
 * @param values in row-major order, as in torch
 */
public record FloatTensor(long[] shape, float[] values) {
  /** Checks that there are as many values as the shape needs. */
  public FloatTensor {
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(values, "values");
    long expected = 1;
    for (long extent : shape) {
      expected *= extent;
    }
    if (expected != values.length) {
      throw new IllegalArgumentException(
          "a tensor of shape "
              + Arrays.toString(shape)
              + " has "
              + expected
              + " values, not "
              + values.length);
    }
  }
}
