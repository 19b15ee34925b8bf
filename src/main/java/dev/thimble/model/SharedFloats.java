package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.thimble.natives.HeapReserve;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A float32 array of libtorch whose memory Java reads and writes. The memory is freed with the
 * array, not when the heap is collected.
 *
 * @param array owned by the manager that made it
 * @param buffer its values in row-major order; must not be used once the array is closed
 */
record SharedFloats(NDArray array, FloatBuffer buffer) {
  /** An array of zeros. */
  static SharedFloats zeros(NDManager owner, long... shape) {
    NDArray array = owner.zeros(new Shape(shape));
    return new SharedFloats(
        array,
        HeapReserve.call(() -> array.toByteBuffer(true))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer());
  }
}
