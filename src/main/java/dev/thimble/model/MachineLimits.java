package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Optional;

/**
 * The highest speeds that this machine reaches with the library and threads of the model, as an
 * upper bound of a model's speed. Each value is the best of several rounds, since other processes
 * can only slow a round down.
 *
 * @param float32 products of large float32 matrices, floating-point operations per second
 * @param bfloat16 the same in bfloat16
 * @param int8 the same in int8, the quantization of one factor included; 0 if libtorch does not
 *     support it
 * @param memory bytes per second read from a buffer larger than any cache
 * @param cache bytes per second read from a buffer of 1 MB
 */
public record MachineLimits(
    double float32, double bfloat16, double int8, double memory, double cache) {
  private static final int SIDE = 1024;
  private static final long LARGE = 1 << 28; // bytes
  private static final long SMALL = 1 << 20; // bytes
  private static final int ROUNDS = 7;
  private static final long PRODUCTS = 20; // in one round

  /**
   * Measures for about three seconds, with 300 MB of memory.
   *
   * @return the limits of this machine
   */
  public static MachineLimits measure() {
    try (CompiledModule module = module();
        NDManager manager = NativeRuntime.newManager()) {
      NDArray matrix = manager.ones(new Shape(SIDE, SIDE)); // (side, side)
      double operations = 2.0 * SIDE * SIDE * SIDE;
      double int8 = 0;
      if (ComputeType.INT8.supported()) {
        module.call("pack", matrix);
        int8 = operations * best(module, "multiply_int8", matrix, PRODUCTS);
      }
      return new MachineLimits(
          operations * best(module, "multiply", matrix, matrix, false, PRODUCTS),
          operations * best(module, "multiply", matrix, matrix, true, PRODUCTS),
          int8,
          reading(module, LARGE),
          reading(module, SMALL));
    }
  }

  /**
   * Measures reading for a quarter of a second or more.
   *
   * @param bytes size of a buffer that is read again and again
   * @return bytes read per second
   */
  public static double reading(long bytes) {
    try (CompiledModule module = module()) {
      return reading(module, bytes);
    }
  }

  /**
   * {@return the floating-point operations per second in a type}
   *
   * @param type not AUTO
   * @throws IllegalArgumentException for {@link ComputeType#AUTO}
   */
  public double products(ComputeType type) {
    return switch (type) {
      case FLOAT32 -> float32;
      case BFLOAT16 -> bfloat16;
      case INT8 -> int8;
      case AUTO -> throw new IllegalArgumentException("AUTO is no type of its own");
    };
  }

  private static CompiledModule module() {
    return CompiledModule.compile(
        "Limits", NetworkSource.limits(), Map.of("training", false, "packed", Optional.empty()));
  }

  private static double reading(CompiledModule module, long bytes) {
    long floats = Math.max(1, bytes / Float.BYTES);
    long times = Math.max(5, LARGE / (floats * Float.BYTES));
    try (NDManager manager = NativeRuntime.newManager()) {
      NDArray buffer = manager.ones(new Shape(floats)); // (floats)
      return (double) floats * Float.BYTES * best(module, "read", buffer, times);
    }
  }

  /* Repetitions per second in the best round; the last argument is their number in one round. */
  private static double best(CompiledModule module, String method, Object... arguments) {
    double most = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (NDManager scope = NativeRuntime.newManager()) {
        long start = System.nanoTime();
        module.tensor(scope, method, arguments);
        double seconds = (System.nanoTime() - start) / 1e9;
        most = Math.max(most, (long) arguments[arguments.length - 1] / seconds);
      }
    }
    return most;
  }
}
