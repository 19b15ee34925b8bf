package dev.thimble.model;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/**
 * The fastest float32 {@code torch.linear} of this machine's libtorch, for {@code float32_linear(x,
 * matrix, bias)} in compiled source. On processors that MKL was not made for, oneDNN multiplies
 * twice as fast; but not every libtorch has it.
 */
final class Float32Linear {
  private static final String PLAIN = "torch.linear($1)";
  private static final String ONE_DNN =
      "ops.mkldnn._linear_pointwise($1, \"none\", annotate(List[Optional[number]], []), \"\")";

  private static final String PROBE =
      """
      class Probe(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool

        def multiply(self, x: Tensor, matrix: Tensor) -> Tensor:
          return float32_linear(x, matrix, None)
      """;

  private static final class Fastest {
    static final String CALL = oneDnnWorks() ? ONE_DNN : PLAIN;
  }

  private Float32Linear() {}

  static String putInto(String source) {
    return source.contains("float32_linear") ? put(Fastest.CALL, source) : source;
  }

  /** Puts in the call that every libtorch knows. */
  static String putPlainInto(String source) {
    return put(PLAIN, source);
  }

  private static String put(String call, String source) {
    return source.replaceAll("float32_linear\\((.*)\\)", call);
  }

  private static boolean oneDnnWorks() {
    try (CompiledModule probe =
            CompiledModule.compile("Probe", put(ONE_DNN, PROBE), Map.of("training", false));
        NDManager manager = CompiledModule.newManager()) {
      NDArray two = manager.create(new float[] {2}, new Shape(1, 1));
      return probe.run(manager, "multiply", two, two)[0].getFloat() == 4;
    } catch (IllegalStateException | EngineException e) {
      return false;
    }
  }
}
