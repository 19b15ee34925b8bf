package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.natives.HeapReserve;
import java.util.List;
import java.util.Map;

/**
 * The compiled update of Adam (Kingma and Ba 2015, algorithm 1) and AdamW (Loshchilov and Hutter
 * 2019, algorithm 2), one method for each entry point of {@code adam.torchscript}. For one thread.
 * Owns native memory until closed.
 */
public final class AdamProgram implements AutoCloseable {
  /**
   * The update rule.
   *
   * @param decoupledDecay whether weight decay bypasses the moments, as in AdamW
   * @param clipValue largest absolute gradient entry, 0 for no bound
   * @param clipNorm largest global gradient norm, 0 for no bound; applied after the value's
   */
  public record Rule(
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean decoupledDecay,
      double clipValue,
      double clipNorm) {
    private Map<String, Object> attributes() {
      return Map.of(
          "training", false,
          "beta1", beta1,
          "beta2", beta2,
          "epsilon", epsilon,
          "weight_decay", weightDecay,
          "decoupled_decay", decoupledDecay,
          "clip_value", clipValue,
          "clip_norm", clipNorm);
    }
  }

  /**
   * What an update reads and writes, each (parameters).
   *
   * @param parameters updated
   * @param gradient clipped
   * @param first running mean of the gradient, updated
   * @param second running mean of the squared gradient, updated
   */
  public record Buffers(NDArray parameters, NDArray gradient, NDArray first, NDArray second) {}

  private final CompiledModule module;

  /** Compiles the program for a rule. */
  public AdamProgram(Rule rule) {
    module = CompiledModule.compile("Adam", NetworkSource.adam(), rule.attributes());
  }

  /**
   * One update.
   *
   * @param update its number, from 1
   * @param rate learning rate
   * @return the gradient's global norm before it was clipped; not finite if the update was refused,
   *     with nothing changed but entries clipped by value
   */
  public double step(Buffers buffers, long update, double rate) {
    CompiledModule.Tuple tuple =
        new CompiledModule.Tuple(
            List.of(buffers.parameters()),
            List.of(buffers.gradient()),
            List.of(buffers.first()),
            List.of(buffers.second()));
    try (NDManager scope = NativeRuntime.newManager()) {
      NDArray norm = module.tensor(scope, "step", tuple, update, rate);
      return HeapReserve.call(norm::getFloat);
    }
  }

  /** average := average + share · (parameters − average), each (parameters). */
  public void average(NDArray average, NDArray parameters, double share) {
    try (NDManager scope = NativeRuntime.newManager()) {
      module.tensor(scope, "average", average, parameters, share);
    }
  }

  @Override
  public void close() {
    module.close();
  }
}
