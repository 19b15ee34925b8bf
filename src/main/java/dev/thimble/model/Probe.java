package dev.thimble.model;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out what this machine's libtorch can do, by trying it once. Thread-safe. */
final class Probe {
  private static final String SOURCE =
      """
      class Probe(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool

        def compute(self, x: Tensor) -> Tensor:
          return %s
      """;

  private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

  private Probe() {}

  /** Whether an expression of {@code x}, a (1, 1) tensor of 2, compiles, runs, and gives 4. */
  static boolean givesFour(String expression) {
    return givesFour(expression, "");
  }

  /** The same of an expression that uses the given definitions. */
  static boolean givesFour(String expression, String definitions) {
    return KNOWN.computeIfAbsent(
        definitions + "\n" + SOURCE.formatted(expression), Probe::returnsFour);
  }

  private static boolean returnsFour(String source) {
    try (CompiledModule module =
            CompiledModule.compile("Probe", source, Map.of("training", false));
        NDManager manager = NativeRuntime.newManager()) {
      NDArray two = manager.create(new float[] {2}, new Shape(1, 1));
      float value = NativeValues.floats(module.tensor(manager, "compute", two))[0];
      return Math.abs(value - 4) < 0.1f;
    } catch (IllegalStateException | EngineException e) {
      return false;
    }
  }
}
