package dev.thimble.model;

import dev.thimble.vocabulary.SpecialTokens;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names, shapes and offsets of a model's parameters in its flat buffer. Names and layout are those
 * of a torch state dict: {@code encoder.rnn.weight_ih_l0} of {@code torch.nn.LSTM} is (4 · hidden,
 * input), and so on; torch has no {@code encoder.rnn.peephole_l0} (3 · hidden). {@code
 * parameters.torchscript} finds the parameters by these names, and takes a parameter that is absent
 * as a part that the network lacks.
 */
final class ParameterLayout {
  /** One parameter: {@code offset} and {@code size} count floats. */
  record Parameter(String name, long[] shape, int offset, int size) {}

  /** The floats of the flat buffer from {@code start} on, up to {@code end} without it. */
  record Range(int start, int end) {}

  /** Most floats that one buffer of bytes can hold. */
  static final int MAX_LENGTH = Integer.MAX_VALUE / Float.BYTES;

  private final ModelConfig config;
  private final List<Parameter> parameters = new ArrayList<>();
  private int length;

  ParameterLayout(ModelConfig config) {
    this.config = config;
    if (config.hasEncoder()) {
      addEncoder();
    }
    if (config.tying() != Tying.ALL) {
      add("decoder.embedding.weight", config.targetVocabularySize(), config.embeddingSize());
    }
    if (config.contextPooling() == ContextPooling.ATTENTIVE) {
      addHeads();
    }
    if (config.hasBridge()) {
      addBridge();
    }
    int context = config.contextFeed().everyStep() ? config.contextSize() : 0;
    int input = config.embeddingSize();
    for (int layer = 0; layer < config.decoderLayers(); layer++) {
      addNorm("decoder.norm", layer, input); // not of the context vector, whose products are shared
      int joined = layer == 0 ? input + context : input;
      addCell("decoder.rnn", layer, "", joined, config.decoderSize());
      input = config.decoderSize();
    }
    if (config.contextFeed() == ContextFeed.GATED) {
      add("readout.gate.weight", context, config.decoderSize());
      add("readout.gate.bias", context);
    }
    addOutput(config.decoderSize() + context);
  }

  List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  /** The ranges that belong to no frozen part, as few as possible, in order. */
  List<Range> trained(Set<ModelPart> frozen) {
    List<Range> ranges = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (Collections.disjoint(ModelPart.of(parameter.name(), config.tying()), frozen)) {
        int end = parameter.offset() + parameter.size();
        int last = ranges.size() - 1;
        if (last >= 0 && ranges.get(last).end() == parameter.offset()) {
          ranges.set(last, new Range(ranges.get(last).start(), end));
        } else {
          ranges.add(new Range(parameter.offset(), end));
        }
      }
    }
    return ranges;
  }

  /** Throws if a shape is missing, unknown, or differs from the configuration's. */
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
                "%s has shape %s, but the model's configuration requires %s",
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

  /** Throws if a weight is missing, unknown, or of another shape than the configuration's. */
  void checkWeights(Map<String, FloatTensor> weights) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    weights.forEach((name, weight) -> shapes.put(name, weight.shape()));
    check(shapes);
  }

  /** Writes weights into a flat buffer; checks the shapes first. */
  void flatten(Map<String, FloatTensor> weights, FloatBuffer flat) {
    checkWeights(weights);
    for (Parameter parameter : parameters) {
      flat.put(parameter.offset(), weights.get(parameter.name()).values());
    }
  }

  /** Number of floats in the flat buffer. */
  int length() {
    return length;
  }

  /** The attributes of the network's class in {@code entry_points.torchscript}. */
  Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("training", false);
    attributes.put("names", parameters.stream().map(Parameter::name).toList());
    attributes.put("sizes", parameters.stream().mapToInt(Parameter::size).toArray());
    attributes.put(
        "columns",
        parameters.stream()
            .mapToInt(p -> p.shape().length == 1 ? 0 : (int) p.shape()[1])
            .toArray());
    attributes.put("cell", config.cell().code());
    attributes.put("embedding_scale", config.embeddingScale());
    attributes.put("residual", config.residual());
    attributes.put("first_bridged", config.firstBridgedLayer());
    attributes.put("concat_pooling", config.contextPooling() == ContextPooling.CONCAT);
    SpecialTokens special = config.specialTokens();
    attributes.put(
        "special", new int[] {special.pad(), special.unk(), special.bos(), special.eos()});
    attributes.put("prepared", Optional.empty()); // until the source's prepare sets it
    return attributes;
  }

  private void addEncoder() {
    add("encoder.embedding.weight", config.sourceVocabularySize(), config.embeddingSize());
    int input = config.embeddingSize();
    for (int layer = 0; layer < config.encoderLayers(); layer++) {
      addNorm("encoder.norm", layer, input);
      addCell("encoder.rnn", layer, "", input, config.encoderSize());
      if (config.bidirectional()) {
        addCell("encoder.rnn", layer, "_reverse", input, config.encoderSize());
      }
      input = config.encoderOutputSize();
    }
  }

  private void addHeads() {
    int values = config.contextSize() - config.encoderOutputSize();
    add("pooling.query.weight", ContextPooling.HEADS, config.encoderOutputSize());
    add("pooling.value.weight", values, config.encoderOutputSize());
    add("pooling.value.bias", values);
  }

  private void addBridge() {
    for (int layer = 0; layer < config.decoderLayers(); layer++) {
      add("bridge.hidden.weight_l" + layer, config.decoderSize(), config.encoderOutputSize());
      add("bridge.hidden.bias_l" + layer, config.decoderSize());
      if (config.cell().hasCellState()) {
        add("bridge.cell.weight_l" + layer, config.decoderSize(), config.encoderOutputSize());
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

  private void addNorm(String prefix, int layer, int input) {
    if (config.layerNorm()) {
      add(prefix + ".weight_l" + layer, input);
      add(prefix + ".bias_l" + layer, input);
    }
  }

  private void addCell(String prefix, int layer, String direction, int... inputAndHidden) {
    int stacked = config.cell().gates() * inputAndHidden[1];
    String suffix = "_l" + layer + direction;
    add(prefix + ".weight_ih" + suffix, stacked, inputAndHidden[0]);
    add(prefix + ".weight_hh" + suffix, stacked, inputAndHidden[1]);
    add(prefix + ".bias_ih" + suffix, stacked);
    add(prefix + ".bias_hh" + suffix, stacked);
    if (config.cell().hasPeepholes()) {
      add(prefix + ".peephole" + suffix, 3L * inputAndHidden[1]);
    }
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
              "a model of this shape has more parameters than the %,d that are supported; choose"
                  + " smaller sizes or vocabularies",
              MAX_LENGTH));
    }
    parameters.add(new Parameter(name, shape, length, (int) size));
    length += (int) size;
  }
}
