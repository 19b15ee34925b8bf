package dev.thimble.model;

import java.util.EnumSet;
import java.util.Set;

/** A part of a model's parameters that training can freeze. */
public enum ModelPart {
  /** The embeddings of source and target. */
  EMBEDDINGS,
  /** The recurrent layers of the encoder, and the pooling of their outputs. */
  ENCODER,
  /** The recurrent layers of the decoder, and the projection that computes their first states. */
  DECODER,
  /** The output layer, the tanh layer before it, and the gate of the context vector. */
  OUTPUT;

  /**
   * The parts that a parameter belongs to: one, or two for a matrix that is embedding and output at
   * the same time.
   *
   * @param parameter its torch name
   */
  static Set<ModelPart> of(String parameter, Tying tying) {
    boolean source = parameter.equals("encoder.embedding.weight");
    if (source || parameter.equals("decoder.embedding.weight")) {
      boolean shared = source ? tying == Tying.ALL : tying == Tying.TARGET;
      return shared ? EnumSet.of(EMBEDDINGS, OUTPUT) : EnumSet.of(EMBEDDINGS);
    }
    return switch (parameter.substring(0, parameter.indexOf('.'))) {
      case "encoder", "pooling" -> EnumSet.of(ENCODER);
      case "decoder", "bridge" -> EnumSet.of(DECODER);
      case "readout", "output" -> EnumSet.of(OUTPUT);
      default -> throw new IllegalArgumentException(parameter + " belongs to no part of the model");
    };
  }
}
