package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/**
 * What this machine reaches at its best, by the same library and threads as the model: the measure
 * for how much of it a model uses. The best of several rounds, since others only ever slow it down.
 *
 * @param float32 products of large float32 matrices, floating-point operations a second
 * @param bfloat16 the same in bfloat16
 * @param bandwidth bytes read a second from a buffer larger than any cache
 */
public record MachineLimits(double float32, double bfloat16, double bandwidth) {
  private static final int SIDE = 1024;
  private static final int FLOATS = 1 << 26;
  private static final int ROUNDS = 7;

  /** Measures for about two seconds; 300 MB meanwhile. */
  public static MachineLimits measure() {
    try (CompiledModule module =
            CompiledModule.load(
                MachineLimits.class, "limits.py", "Limits", Map.of("training", false));
        NDManager manager = CompiledModule.newManager()) {
      NDArray matrix = manager.ones(new Shape(SIDE, SIDE)); // (side, side)
      NDArray buffer = manager.ones(new Shape(FLOATS)); // (floats)
      double operations = 2.0 * SIDE * SIDE * SIDE;
      return new MachineLimits(
          operations * best(module, "multiply", matrix, matrix, false, 20L),
          operations * best(module, "multiply", matrix, matrix, true, 20L),
          (double) FLOATS * Float.BYTES * best(module, "read", buffer, 5L));
    }
  }

  /* Repetitions a second in the best round; the last argument says how many a round has. */
  private static double best(CompiledModule module, String method, Object... arguments) {
    double most = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (NDManager scope = CompiledModule.newManager()) {
        long start = System.nanoTime();
        module.run(scope, method, arguments);
        double seconds = (System.nanoTime() - start) / 1e9;
        most = Math.max(most, (long) arguments[arguments.length - 1] / seconds);
      }
    }
    return most;
  }
}
