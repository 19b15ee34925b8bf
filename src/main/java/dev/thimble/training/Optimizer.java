package dev.thimble.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.Safetensors;
import dev.thimble.model.FloatTensor;
import dev.thimble.model.Gradient;
import dev.thimble.model.ModelPart;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.OptimizerProgram;
import dev.thimble.model.Seq2SeqModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Adam, AdamW or SGD over a model's flat buffer, with the running average of the weights. Its whole
 * state can be saved. For one thread; owns native memory until closed.
 */
final class Optimizer implements AutoCloseable {
  /** A flat buffer that Java and libtorch share. */
  private record Shared(FloatBuffer buffer, NDArray array) {
    static Shared of(NDManager manager, int length) {
      ByteBuffer bytes =
          ByteBuffer.allocateDirect(Math.multiplyExact(length, Float.BYTES))
              .order(ByteOrder.nativeOrder());
      return new Shared(
          bytes.asFloatBuffer(), manager.create(bytes, new Shape(length), DataType.FLOAT32));
    }

    float[] copy() {
      float[] values = new float[buffer.capacity()];
      buffer.get(0, values);
      return values;
    }
  }

  private final double averageDecay;
  private final Set<ModelPart> frozen;
  private final Seq2SeqModel model;
  private final OptimizerProgram program;
  private final NDManager manager;
  private final List<String> rule; // names of the buffers of the optimizer's rule
  private final Map<String, Shared> state = new LinkedHashMap<>();
  private long update;

  Optimizer(OptimizerConfig config, double averageDecay, Seq2SeqModel model) {
    this(config, averageDecay, Set.of(), model);
  }

  /** An optimizer that keeps the frozen parts as they are. */
  Optimizer(
      OptimizerConfig config, double averageDecay, Set<ModelPart> frozen, Seq2SeqModel model) {
    this.averageDecay = averageDecay;
    this.frozen = frozen;
    this.model = model;
    program = program(config);
    manager = NativeRuntime.newManager();
    rule = names(config.algorithm());
    rule.forEach(name -> state.put(name, Shared.of(manager, model.parameterCount())));
    if (averageDecay > 0) {
      Shared average = Shared.of(manager, model.parameterCount());
      average.buffer().put(0, model.flatWeights());
      state.put("average", average);
    }
  }

  private static OptimizerProgram program(OptimizerConfig config) {
    OptimizerProgram.Clipping clipping =
        new OptimizerProgram.Clipping(config.clipValue(), config.clipNorm());
    if (config.algorithm() == OptimizerConfig.Algorithm.SGD) {
      return new OptimizerProgram(
          new OptimizerProgram.Sgd(config.momentum(), config.weightDecay()), clipping);
    }
    return new OptimizerProgram(
        new OptimizerProgram.Adam(
            config.beta1(),
            config.beta2(),
            config.epsilon(),
            config.weightDecay(),
            config.algorithm() == OptimizerConfig.Algorithm.ADAMW),
        clipping);
  }

  /* The buffers of a rule in the program's order, by their names in a saved state. */
  private static List<String> names(OptimizerConfig.Algorithm algorithm) {
    return switch (algorithm) {
      case ADAM, ADAMW -> List.of("first", "second");
      case SGD -> List.of("velocity");
    };
  }

  /**
   * The gradient of two sets of batches together: that of the mean loss per token of both.
   *
   * @param mean of the first set; the result takes over its buffer
   * @param next of the second set; closed
   */
  Gradient joined(Gradient mean, Gradient next) {
    try (next) {
      int tokens = Math.addExact(mean.tokens(), next.tokens());
      program.average(mean.values(), next.values(), (double) next.tokens() / tokens);
      return new Gradient(mean.loss() + next.loss(), tokens, mean.values());
    }
  }

  /**
   * One update.
   *
   * @return the global norm of the gradient of what is trained; not finite if the update was
   *     refused, with nothing changed
   */
  double step(Gradient gradient, double rate) {
    try (NDManager scope = NativeRuntime.newManager()) {
      OptimizerProgram.Buffers buffers =
          new OptimizerProgram.Buffers(
              trained(model.parametersForUpdate(), scope),
              trained(gradient.values(), scope),
              rule.stream().map(name -> trained(state.get(name).array(), scope)).toList());
      double norm = program.step(buffers, update + 1, rate);
      if (Double.isFinite(norm)) {
        update++;
        average(buffers.parameters(), scope);
      }
      return norm;
    }
  }

  private List<NDArray> trained(NDArray flat, NDManager scope) {
    return model.trained(flat, frozen, scope);
  }

  /* The average follows closely at first: its decay is min(decay, (1 + update) / (10 + update)). */
  private void average(List<NDArray> parameters, NDManager scope) {
    if (averageDecay > 0) {
      double decay = Math.min(averageDecay, (1.0 + update) / (10.0 + update));
      List<NDArray> average = trained(state.get("average").array(), scope);
      for (int i = 0; i < average.size(); i++) {
        program.average(average.get(i), parameters.get(i), 1 - decay);
      }
    }
  }

  /**
   * Swaps the model's weights with their running average, if there is one; a second call swaps
   * back.
   */
  void swapAverage() {
    if (averageDecay > 0) {
      Shared average = state.get("average");
      float[] averaged = average.copy();
      average.buffer().put(0, model.flatWeights());
      model.flatWeights(averaged);
    }
  }

  /**
   * The buffers by name, for {@link #restore}; to be taken while weights and average are not
   * swapped.
   */
  Safetensors save(Map<String, String> metadata) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    tensors.put("parameters", flat(model.flatWeights()));
    state.forEach((name, shared) -> tensors.put(name, flat(shared.copy())));
    return new Safetensors(tensors, metadata);
  }

  /**
   * Checks that a file holds what {@link #save} of a model with so many parameters writes.
   *
   * @throws CheckpointException naming the first buffer that is missing, unknown or of another
   *     length
   */
  static void check(Path file, Safetensors.Header header, TrainingConfig config, int parameters) {
    Set<String> names = new TreeSet<>(names(config.optimizer().algorithm()));
    names.add("parameters");
    if (config.averageDecay() > 0) {
      names.add("average");
    }
    if (!header.shapes().keySet().equals(names)) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s holds %s; this run's state is %s",
              file,
              header.shapes().keySet(),
              names));
    }
    header
        .shapes()
        .forEach(
            (name, shape) -> {
              if (!Arrays.equals(shape, new long[] {parameters})) {
                throw new CheckpointException(
                    String.format(
                        Locale.ROOT,
                        "%s: %s has shape %s, but the model has %d parameters",
                        file,
                        name,
                        Arrays.toString(shape),
                        parameters));
              }
            });
  }

  /** Takes up a saved state that passed {@link #check}, weights included. */
  void restore(Safetensors saved, long updates) {
    model.flatWeights(saved.tensors().get("parameters").values());
    state.forEach((name, shared) -> shared.buffer().put(0, saved.tensors().get(name).values()));
    update = updates;
  }

  @Override
  public void close() {
    manager.close();
    program.close();
  }

  private static FloatTensor flat(float[] values) {
    return new FloatTensor(new long[] {values.length}, values);
  }
}
