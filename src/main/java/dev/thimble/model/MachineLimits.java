package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/**
 * What this machine reaches at most with the same library and threads as the model, to compare a
 * model's speed with. Each value is the best of several rounds, since other processes can only slow
 * a round down.
 *
 * @param float32 products of large float32 matrices, floating-point operations per second
 * @param bfloat16 the same in bfloat16
 * @param bandwidth bytes per second read from a buffer larger than any cache
 */
public record MachineLimits(double float32, double bfloat16, double bandwidth) {
  private static final int SIDE = 1024;
  private static final int FLOATS = 1 << 26;
  private static final int ROUNDS = 7;

  /**
   * Measures for about two seconds, with 300 MB of memory.
   *
   * @return what the machine does in a second
   */
  public static MachineLimits measure() {
    try (CompiledModule module =
            CompiledModule.compile("Limits", NetworkSource.limits(), Map.of("training", false));
        NDManager manager = NativeRuntime.newManager()) {
      NDArray matrix = manager.ones(new Shape(SIDE, SIDE)); // (side, side)
      NDArray buffer = manager.ones(new Shape(FLOATS)); // (floats)
      double operations = 2.0 * SIDE * SIDE * SIDE;
      return new MachineLimits(
          operations * best(module, "multiply", matrix, matrix, false, 20L),
          operations * best(module, "multiply", matrix, matrix, true, 20L),
          (double) FLOATS * Float.BYTES * best(module, "read", buffer, 5L));
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
