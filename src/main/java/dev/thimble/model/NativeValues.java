package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.thimble.natives.HeapReserve;

/**
 * Copies values of native arrays to the Java heap. Native code allocates the copies, so every read
 * goes through {@link HeapReserve}.
 */
final class NativeValues {
  private NativeValues() {}

  /** All values in row-major order. */
  static float[] floats(NDArray array) {
    return HeapReserve.call(shape(array).size() * Float.BYTES, array::toFloatArray);
  }

  /** All values in row-major order. */
  static long[] longs(NDArray array) {
    return HeapReserve.call(shape(array).size() * Long.BYTES, array::toLongArray);
  }

  /** The extent of a dimension. */
  static int extent(NDArray array, int dimension) {
    return (int) shape(array).get(dimension);
  }

  private static Shape shape(NDArray array) {
    return HeapReserve.call(array::getShape);
  }
}
