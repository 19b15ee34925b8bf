package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Products of packed matrices: right for all sizes and numbers of threads, the same in every batch.
 */
class PackedProductIT {
  private static final String SOURCE =
      """
      class Packing(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool

        def pack(self, matrix: Tensor, half: bool) -> Tensor:
          if half:
            matrix = matrix.to(__torch__.bfloat16())
          return __torch__.packed(matrix)

        def is_packed(self, matrix: Tensor) -> Tensor:
          return torch.tensor([float(matrix.is_mkldnn)])

        def plain(self, matrix: Tensor, bias: Tensor, x: Tensor, half: bool) -> Tensor:
          if half:
            type = __torch__.bfloat16()
            y = torch.mm(x.to(type), matrix.to(type).t()).to(__torch__.float32())
          else:
            y = torch.mm(x, matrix.t())
          return y + bias

        def product(self, packed: Tensor, bias: Tensor, x: Tensor) -> Tensor:
          return __torch__.forward_product(__torch__.Product(packed, bias, None), x)
      """;

  private int threadsBefore;

  /** Ends a test as skipped where the rows of packed products depend on each other. */
  static void assumeThatRowsAreIndependent() {
    assumeThatMatricesArePacked();
    assumeThat(Path.of("/proc/cpuinfo"))
        .as("a processor with AVX-512")
        .exists()
        .content()
        .contains("avx512vl");
  }

  private static void assumeThatMatricesArePacked() {
    assumeThat(NetworkSource.linear()).as("products of this libtorch").isEqualTo("linear_onednn");
  }

  @BeforeEach
  void rememberThreads() {
    assumeThatMatricesArePacked();
    threadsBefore = NativeRuntime.threads();
  }

  @AfterEach
  void useAsManyThreadsAsBefore() {
    NativeRuntime.useThreads(threadsBefore);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,3", "2,2", "2,1", "4,4", "4,1"})
  void areRight(int threadsToPack, int threadsToCompute) {
    int[][] sizes = {{1, 1}, {20, 5}, {8, 512}, {73, 128}, {256, 512}, {401, 100}, {1000, 64}};
    try (CompiledModule module = module()) {
      for (int[] size : sizes) {
        for (boolean half : halves()) {
          assertRight(module, size[0], size[1], half, threadsToPack, threadsToCompute);
        }
      }
    }
  }

  private static void assertRight(
      CompiledModule module,
      int outputs,
      int inputs,
      boolean half,
      int threadsToPack,
      int threadsToCompute) {
    try (NDManager owner = NativeRuntime.newManager()) {
      NDArray matrix = owner.randomNormal(new Shape(outputs, inputs)).div(inputs);
      NDArray bias = owner.randomNormal(new Shape(outputs));
      NativeRuntime.useThreads(threadsToPack);
      NDArray packed = module.tensor(owner, "pack", matrix, half);
      NativeRuntime.useThreads(threadsToCompute);
      for (int rows : new int[] {1, 5, 64, 131}) {
        NDArray x = owner.randomNormal(new Shape(rows, inputs));
        NDArray error =
            module
                .tensor(owner, "product", packed, bias, x)
                .sub(module.tensor(owner, "plain", matrix, bias, x, half))
                .abs()
                .max();
        assertThat(error.getFloat())
            .as("%d x %d by %d rows, bfloat16 %s", outputs, inputs, rows, half)
            .isLessThan(half ? 0.02f : 1e-5f);
      }
    }
  }

  @Test
  void aRowDoesNotDependOnTheOthers() {
    assumeThatRowsAreIndependent();
    NativeRuntime.useThreads(1);
    try (CompiledModule module = module()) {
      for (int[] size : new int[][] {{8, 512}, {401, 64}, {2048, 512}, {256, 3072}}) {
        for (boolean half : halves()) {
          assertRowsAreIndependent(module, size[0], size[1], half);
        }
      }
    }
  }

  private static void assertRowsAreIndependent(
      CompiledModule module, int outputs, int inputs, boolean half) {
    try (NDManager owner = NativeRuntime.newManager()) {
      NDArray bias = owner.randomNormal(new Shape(outputs));
      NDArray matrix = owner.randomNormal(new Shape(outputs, inputs));
      NDArray packed = module.tensor(owner, "pack", matrix, half);
      assertThat(module.tensor(owner, "is_packed", packed).getFloat()).isOne();
      NDArray x = owner.randomNormal(new Shape(131, inputs));
      NDArray all = module.tensor(owner, "product", packed, bias, x);
      for (int rows : new int[] {1, 2, 5, 16, 64}) {
        NDArray some = module.tensor(owner, "product", packed, bias, x.get("0:" + rows));
        assertThat(some.toFloatArray())
            .as("%d x %d, %d of 131 rows, bfloat16 %s", outputs, inputs, rows, half)
            .isEqualTo(all.get("0:" + rows).toFloatArray());
      }
    }
  }

  private static List<Boolean> halves() {
    List<Boolean> halves = new ArrayList<>(List.of(false));
    if (ComputeType.BFLOAT16.supported()) {
      halves.add(true);
    }
    return halves;
  }

  private static CompiledModule module() {
    return CompiledModule.compile(
        "Packing", NetworkSource.network() + SOURCE, Map.of("training", false));
  }
}
