package dev.thimble.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Names, shapes and places of a model's parameters in its one flat buffer. Names and layout are
 * those of a torch state dict: {@code encoder.rnn.weight_ih_l0} of {@code torch.nn.LSTM} is (4 ·
 * hidden, input), and so on. The compiled source reads the parameters by this order.
 */
final class ParameterLayout {
  /** One parameter: {@code offset} and {@code size} count floats. */
  record Parameter(String name, long[] shape, int offset, int size) {}

  /** As many floats as one buffer of bytes holds. */
  static final int MAX_LENGTH = Integer.MAX_VALUE / Float.BYTES;

  private final ModelConfig config;
  private final List<Parameter> parameters = new ArrayList<>();
  private int length;

  ParameterLayout(ModelConfig config) {
    this.config = config;
    add("encoder.embedding.weight", config.sourceVocabularySize(), config.embeddingSize());
    int input = config.embeddingSize();
    for (int layer = 0; layer < config.encoderLayers(); layer++) {
      addCell("encoder.rnn", layer, "", input, config.encoderSize());
      if (config.bidirectional()) {
        addCell("encoder.rnn", layer, "_reverse", input, config.encoderSize());
      }
      input = config.contextSize();
    }
    if (config.tying() != Tying.ALL) {
      add("decoder.embedding.weight", config.targetVocabularySize(), config.embeddingSize());
    }
    if (!config.copiesStates()) {
      addBridge();
    }
    int context = config.contextFeed() == ContextFeed.EVERY_STEP ? config.contextSize() : 0;
    input = config.embeddingSize() + context;
    for (int layer = 0; layer < config.decoderLayers(); layer++) {
      addCell("decoder.rnn", layer, "", input, config.decoderSize());
      input = config.decoderSize();
    }
    addOutput(config.decoderSize() + context);
  }

  List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  /** Refuses shapes of which one is missing, unknown or another than the configuration's. */
  void check(Map<String, long[]> shapes) {
    for (ParameterLayout.Parameter parameter : parameters) {
      long[] shape = shapes.get(parameter.name());
      if (shape == null) {
        throw new IllegalArgumentException("the weights have no " + parameter.name());
      }
      if (!Arrays.equals(shape, parameter.shape())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s has shape %s, but the model's configuration asks for %s",
                parameter.name(),
                Arrays.toString(shape),
                Arrays.toString(parameter.shape())));
      }
    }
    if (shapes.size() != parameters.size()) {
      List<String> known = parameters.stream().map(p -> p.name()).toList();
      String unknown = shapes.keySet().stream().filter(n -> !known.contains(n)).findFirst().get();
      throw new IllegalArgumentException("the model's configuration has no parameter " + unknown);
    }
  }

  /** The flat buffer's values, after {@link #check}. */
  float[] flatten(Map<String, FloatTensor> weights) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    weights.forEach((name, weight) -> shapes.put(name, weight.shape()));
    check(shapes);
    float[] flat = new float[length];
    for (Parameter parameter : parameters) {
      float[] values = weights.get(parameter.name()).values();
      System.arraycopy(values, 0, flat, parameter.offset(), values.length);
    }
    return flat;
  }

  /** Floats of the flat buffer. */
  int length() {
    return length;
  }

  /** The settings that the compiled source declares. */
  Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("training", false);
    attributes.put("gates", config.cell().gates());
    attributes.put("encoder_layers", config.encoderLayers());
    attributes.put("decoder_layers", config.decoderLayers());
    attributes.put("directions", config.directions());
    attributes.put("encoder_size", config.encoderSize());
    attributes.put("copy_bridge", config.copiesStates());
    attributes.put("context_every_step", config.contextFeed() == ContextFeed.EVERY_STEP);
    attributes.put("embedding_scale", config.embeddingScale());
    attributes.put("readout", config.hasReadout());
    attributes.put("shared_embedding", config.tying() == Tying.ALL);
    attributes.put("tied_output", config.tying() != Tying.NONE);
    attributes.put("sizes", parameters.stream().mapToInt(p -> p.size()).toArray());
    attributes.put(
        "columns",
        parameters.stream()
            .mapToInt(p -> p.shape().length == 1 ? 0 : (int) p.shape()[1])
            .toArray());
    attributes.put("arithmetic", 0); // this and the rest are set by the source's prepare
    attributes.put("operands", List.of());
    attributes.put("packed", List.of());
    attributes.put("limits", List.of());
    return attributes;
  }

  private void addBridge() {
    for (int layer = 0; layer < config.decoderLayers(); layer++) {
      add("bridge.hidden.weight_l" + layer, config.decoderSize(), config.contextSize());
      add("bridge.hidden.bias_l" + layer, config.decoderSize());
      if (config.cell() == CellType.LSTM) {
        add("bridge.cell.weight_l" + layer, config.decoderSize(), config.contextSize());
        add("bridge.cell.bias_l" + layer, config.decoderSize());
      }
    }
  }

  private void addOutput(int input) {
    int last = input;
    if (config.hasReadout()) {
      add("readout.weight", config.embeddingSize(), input);
      add("readout.bias", config.embeddingSize());
      last = config.embeddingSize();
    }
    if (config.tying() == Tying.NONE) {
      add("output.weight", config.targetVocabularySize(), last);
    }
    add("output.bias", config.targetVocabularySize());
  }

  private void addCell(String prefix, int layer, String direction, int... inputAndHidden) {
    int stacked = config.cell().gates() * inputAndHidden[1];
    String suffix = "_l" + layer + direction;
    add(prefix + ".weight_ih" + suffix, stacked, inputAndHidden[0]);
    add(prefix + ".weight_hh" + suffix, stacked, inputAndHidden[1]);
    add(prefix + ".bias_ih" + suffix, stacked);
    add(prefix + ".bias_hh" + suffix, stacked);
  }

  private void add(String name, long... shape) {
    long size = 1; // at most 2^40, by the bounds of ModelConfig
    for (long extent : shape) {
      size *= extent;
    }
    if (length + size > MAX_LENGTH) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a model of this shape has more parameters than the %,d that are supported; choose smaller sizes or vocabularies",
              MAX_LENGTH));
    }
    parameters.add(new Parameter(name, shape, length, (int) size));
    length += (int) size;
  }
}
