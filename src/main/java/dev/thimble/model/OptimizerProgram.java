package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.natives.HeapReserve;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The compiled update of an optimizer, one method for each entry point of {@code
 * optimizer.torchscript}. For one thread. Owns native memory until closed.
 */
public final class OptimizerProgram implements AutoCloseable {
  /**
   * The rule of Adam (Kingma and Ba 2015, algorithm 1) or AdamW (Loshchilov and Hutter 2019,
   * algorithm 2). Its state is the running mean of the gradient and that of its square.
   *
   * @param beta1 decay of the mean of the gradient
   * @param beta2 decay of the mean of its square
   * @param epsilon added to the root of the second mean
   * @param weightDecay strength of the weight decay; 0 for none
   * @param decoupledDecay whether weight decay applies to the parameters directly, as in AdamW
   */
  public record Adam(
      double beta1, double beta2, double epsilon, double weightDecay, boolean decoupledDecay) {}

  /**
   * The rule of stochastic gradient descent with momentum (Polyak 1964): v := momentum · v +
   * gradient + weightDecay · parameters; parameters := parameters − rate · v. Its state is v.
   *
   * @param momentum decay of v; 0 for plain gradient descent
   * @param weightDecay strength of the weight decay; 0 for none
   */
  public record Sgd(double momentum, double weightDecay) {}

  /**
   * Bounds of the gradient.
   *
   * @param value largest absolute entry; 0 for no bound
   * @param norm largest global norm, applied after {@code value}; 0 for no bound
   */
  public record Clipping(double value, double norm) {}

  /**
   * What an update reads and writes: flat buffers (parameters), or the same ranges of each.
   *
   * @param parameters updated
   * @param gradient clipped
   * @param state the rule's state, in the order of its description; zeros before the first update;
   *     updated
   */
  public record Buffers(
      List<NDArray> parameters, List<NDArray> gradient, List<List<NDArray>> state) {}

  private final CompiledModule module;

  /**
   * Compiles the program of Adam.
   *
   * @param rule decay rates, epsilon and weight decay
   * @param clipping bounds of the gradient, applied before the update
   */
  public OptimizerProgram(Adam rule, Clipping clipping) {
    this(
        "Adam",
        clipping,
        Map.of(
            "beta1", rule.beta1(),
            "beta2", rule.beta2(),
            "epsilon", rule.epsilon(),
            "weight_decay", rule.weightDecay(),
            "decoupled_decay", rule.decoupledDecay()));
  }

  /**
   * Compiles the program of stochastic gradient descent.
   *
   * @param rule momentum and weight decay
   * @param clipping bounds of the gradient, applied before the update
   */
  public OptimizerProgram(Sgd rule, Clipping clipping) {
    this("Sgd", clipping, Map.of("momentum", rule.momentum(), "weight_decay", rule.weightDecay()));
  }

  private OptimizerProgram(String className, Clipping clipping, Map<String, Object> rule) {
    Map<String, Object> attributes = new LinkedHashMap<>(rule);
    attributes.put("training", false);
    attributes.put("clip_value", clipping.value());
    attributes.put("clip_norm", clipping.norm());
    module = CompiledModule.compile(className, NetworkSource.optimizer(), attributes);
  }

  /**
   * One update.
   *
   * @param buffers gradient, parameters and moments, changed in place
   * @param update number of the update, from 1
   * @param rate learning rate
   * @return the gradient's global norm, after clipping by value and before clipping by norm; if it
   *     is not finite, the update was skipped and nothing changed but the gradient's clipping by
   *     value
   */
  public double step(Buffers buffers, long update, double rate) {
    CompiledModule.Tuple tuple =
        new CompiledModule.Tuple(
            Stream.concat(
                    Stream.of(buffers.parameters(), buffers.gradient()), buffers.state().stream())
                .toArray());
    try (NDManager scope = NativeRuntime.newManager()) {
      NDArray norm = module.tensor(scope, "step", tuple, update, rate);
      return HeapReserve.call(norm::getFloat);
    }
  }

  /**
   * average := average + share · (parameters − average), each (parameters).
   *
   * @param average changed in place
   * @param parameters of the network, not changed
   * @param share from 0 to 1
   */
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
