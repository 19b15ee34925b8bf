package dev.thimble.bench;

import dev.thimble.model.ComputeType;
import dev.thimble.model.ContextFeed;
import dev.thimble.model.FloatTensor;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Tying;
import java.util.HashMap;
import java.util.Map;

/**
 * The work of a model, computed from the shapes of its weights. It counts only the matrix products
 * (one multiplication and one addition for each weight and row) and the weights that they read:
 * once for each call, and those of recurrences once for each step. Other work takes time too, so
 * the bounds cannot be reached. Every text has the same number of pieces.
 */
final class ModelCost {
  private final int tokens; // of a text, eos included
  private double source; // weights of products for each source token
  private double recurrent; // those of them whose product waits for that of the token before
  private double sentence; // weights of products once for each sentence
  private double target; // weights of products for each target token

  /**
   * The cost of a model.
   *
   * @param shapes of the weights by torch name
   * @param pieces of each source and of each target, without eos
   */
  ModelCost(ModelConfig config, Map<String, long[]> shapes, int pieces) {
    tokens = pieces + 1;
    shapes.forEach(
        (name, shape) -> {
          if (shape.length == 2 && !name.contains("embedding")) {
            add(name, shape, config);
          }
        });
    if (config.tying() != Tying.NONE) { // the output layer has the matrix of an embedding
      target += (double) config.targetVocabularySize() * config.embeddingSize();
    }
  }

  /** The cost of a model with its weights. */
  static ModelCost of(ModelConfig config, Map<String, FloatTensor> weights, int pieces) {
    Map<String, long[]> shapes = new HashMap<>();
    weights.forEach((name, weight) -> shapes.put(name, weight.shape()));
    return new ModelCost(config, shapes, pieces);
  }

  /* Products with the context vector are computed once for each sentence, except after a gate. */
  private void add(String name, long[] shape, ModelConfig config) {
    double all = (double) shape[0] * shape[1];
    if (name.startsWith("bridge") || name.equals("pooling.value.weight")) {
      sentence += all;
    } else if (name.startsWith("encoder") || name.startsWith("pooling")) {
      source += all;
      recurrent += name.contains("weight_hh") ? all : 0;
    } else {
      boolean fed =
          name.equals("decoder.rnn.weight_ih_l0")
              ? config.contextFeed().everyStep()
              : name.equals("readout.weight") && config.contextFeed() == ContextFeed.EVERY_STEP;
      double once = fed ? (double) shape[0] * config.contextSize() : 0;
      sentence += once;
      target += all - once;
    }
  }

  /** Encoding of a batch. */
  Work encode(int sentences, ComputeType type) {
    double read = source + sentence + recurrent * (tokens - 1);
    return work(sentences * (source * tokens + sentence), read, type);
  }

  /** One decoding step. */
  Work step(int rows, ComputeType type) {
    return work(rows * target, target, type);
  }

  /**
   * Translation of a batch: its encoding, a step with one row for each sentence, then full beams.
   */
  Work search(int sentences, int beamSize, ComputeType type) {
    return encode(sentences, type)
        .plus(step(sentences, type))
        .plus(step(sentences * beamSize, type).times(tokens - 1));
  }

  /**
   * The gradient of a batch: one product in the forward pass, two in the backward pass, which reads
   * the weights again.
   */
  Work gradient(int sentences, ComputeType type) {
    double rows = sentences * ((source + target) * tokens + sentence);
    return work(3 * rows, 2 * (source + sentence + target), type);
  }

  private static Work work(double multiplications, double weights, ComputeType type) {
    int bytes =
        switch (type) {
          case INT8 -> 1;
          case BFLOAT16 -> 2;
          default -> Float.BYTES;
        };
    return new Work(2 * multiplications, bytes * weights);
  }
}
