package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The context vector is that of the published equations, written out in plain Java. */
class CellEquationsIT {
  @ParameterizedTest
  @EnumSource(CellType.class)
  void contextVectorFollowsThePublishedEquations(CellType cell) {
    assertContextVector(Models.config(cell, false, 1));
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void widthsThatLibtorchVectorizesFollowThePublishedEquations(CellType cell) {
    assertContextVector(Models.wide(cell).toBuilder().bidirectional(false).build());
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void normalizedAndResidualLayersFollowThePublishedEquations(CellType cell) {
    assertContextVector(Models.deep(cell));
  }

  @ParameterizedTest
  @EnumSource(ContextPooling.class)
  void pooledOutputsFollowThePublishedEquations(ContextPooling pooling) {
    assertContextVector(
        Models.config(CellType.GRU, false, 1).toBuilder()
            .encoderSize(8)
            .contextPooling(pooling)
            .build());
  }

  private static void assertContextVector(ModelConfig config) {
    int[] source = Models.rows(3, 6)[0];
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 5)) {
      float[] biased = model.flatWeights();
      for (int i = 0; i < biased.length; i++) {
        biased[i] += 0.1f * (float) Math.sin(i); // so that no bias is 0
      }
      model.flatWeights(biased);
      double[] expected = contextVector(config, model.weights(), source);
      float[] context = model.contextVectors(new int[][] {source})[0];
      for (int j = 0; j < context.length; j++) {
        assertThat((double) context[j]).isCloseTo(expected[j], within(1e-5));
      }
    }
  }

  private static double[] contextVector(
      ModelConfig config, Map<String, FloatTensor> weights, int[] source) {
    double[][] h = new double[config.encoderLayers()][config.encoderSize()];
    double[][] c = new double[config.encoderLayers()][config.encoderSize()];
    List<double[]> outputs = new ArrayList<>();
    for (int t = 0; t <= source.length; t++) {
      double[] output = embedding(config, weights, source, t);
      for (int layer = 0; layer < config.encoderLayers(); layer++) {
        double[] x = config.layerNorm() ? normalized(weights, layer, output) : output;
        double[] input = affine(weights, "ih_l" + layer, x);
        double[] recurrent = affine(weights, "hh_l" + layer, h[layer]);
        switch (config.cell()) {
          case GRU_RESET_BEFORE -> stepResetBefore(weights, layer, input, recurrent, h[layer]);
          case LSTM_PEEPHOLE -> {
            float[] peephole = weights.get("encoder.rnn.peephole_l" + layer).values();
            stepPeephole(peephole, input, recurrent, h[layer], c[layer]);
          }
          default -> {
            for (int j = 0; j < config.encoderSize(); j++) {
              step(config.cell(), input, recurrent, h[layer], c[layer], j);
            }
          }
        }
        output = config.residual() && layer > 0 ? sum(h[layer], output) : h[layer].clone();
      }
      outputs.add(output);
    }
    return pooled(config.contextPooling(), weights, outputs);
  }

  private static double[] pooled(
      ContextPooling pooling, Map<String, FloatTensor> weights, List<double[]> outputs) {
    int size = outputs.get(0).length;
    double[] last = outputs.get(outputs.size() - 1);
    return switch (pooling) {
      case LAST -> last;
      case CONCAT -> {
        double[] context = Arrays.copyOf(last, 3 * size);
        for (int j = 0; j < size; j++) {
          int column = j;
          context[size + j] = outputs.stream().mapToDouble(y -> y[column]).max().orElseThrow();
          context[2 * size + j] =
              outputs.stream().mapToDouble(y -> y[column]).average().orElseThrow();
        }
        yield context;
      }
      case ATTENTIVE -> {
        double[] context = Arrays.copyOf(last, 3 * size);
        int values = 2 * size / ContextPooling.HEADS; // of a head
        for (int i = 0; i < 2 * size; i++) {
          double[] mean = headMean(row(weights.get("pooling.query.weight"), i / values), outputs);
          double value = dot(row(weights.get("pooling.value.weight"), i), mean);
          context[size + i] = Math.tanh(value + weights.get("pooling.value.bias").values()[i]);
        }
        yield context;
      }
    };
  }

  /* Lin et al. 2017, equations 5 and 6, for one head. */
  private static double[] headMean(double[] query, List<double[]> outputs) {
    double[] exponentials = outputs.stream().mapToDouble(y -> Math.exp(dot(query, y))).toArray();
    double sum = Arrays.stream(exponentials).sum();
    double[] mean = new double[query.length];
    for (int t = 0; t < exponentials.length; t++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += exponentials[t] / sum * outputs.get(t)[j];
      }
    }
    return mean;
  }

  /* Of the piece that the encoder reads at a step. */
  private static double[] embedding(
      ModelConfig config, Map<String, FloatTensor> weights, int[] source, int step) {
    int place = config.reverseSource() ? source.length - 1 - step : step;
    int id = step == source.length ? config.specialTokens().eos() : source[place];
    double[] row = row(weights.get("encoder.embedding.weight"), id);
    return Arrays.stream(row).map(value -> value * config.embeddingScale()).toArray();
  }

  /* Ba et al. 2016, equations 3 and 4. */
  private static double[] normalized(Map<String, FloatTensor> weights, int layer, double[] x) {
    float[] gain = weights.get("encoder.norm.weight_l" + layer).values();
    float[] bias = weights.get("encoder.norm.bias_l" + layer).values();
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double[] y = new double[x.length];
    for (int j = 0; j < y.length; j++) {
      y[j] = gain[j] * (x[j] - mean) / Math.sqrt(variance + 1e-5) + bias[j];
    }
    return y;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, j -> a[j] + b[j]);
    return sum;
  }

  /* Replaces entry j of h and c; x and u are the affine parts, computed from the whole h before. */
  private static void step(CellType cell, double[] x, double[] u, double[] h, double[] c, int j) {
    int n = h.length;
    switch (cell) {
      case RNN -> h[j] = Math.tanh(x[j] + u[j]);
      case GRU -> {
        double reset = sigmoid(x[j] + u[j]);
        double update = sigmoid(x[n + j] + u[n + j]);
        double candidate = Math.tanh(x[2 * n + j] + reset * u[2 * n + j]);
        h[j] = (1 - update) * candidate + update * h[j];
      }
      case LSTM -> {
        double input = sigmoid(x[j] + u[j]);
        double forget = sigmoid(x[n + j] + u[n + j]);
        double candidate = Math.tanh(x[2 * n + j] + u[2 * n + j]);
        double output = sigmoid(x[3 * n + j] + u[3 * n + j]);
        c[j] = forget * c[j] + input * candidate;
        h[j] = output * Math.tanh(c[j]);
      }
      default -> throw new AssertionError(cell);
    }
  }

  /* Cho et al. 2014, equations 5 to 8, with biases; x is the affine part of the input, u that of h. */
  private static void stepResetBefore(
      Map<String, FloatTensor> weights, int layer, double[] x, double[] u, double[] h) {
    int n = h.length;
    double[] before = new double[n];
    Arrays.setAll(before, j -> sigmoid(x[j] + u[j]) * h[j]);
    double[] reset = affine(weights, "hh_l" + layer, before);
    for (int j = 0; j < n; j++) {
      double update = sigmoid(x[n + j] + u[n + j]);
      double candidate = Math.tanh(x[2 * n + j] + reset[2 * n + j]);
      h[j] = update * h[j] + (1 - update) * candidate;
    }
  }

  /* Gers and Schmidhuber 2000; the peepholes are those of input, forget and output gate. */
  private static void stepPeephole(
      float[] peephole, double[] x, double[] u, double[] h, double[] c) {
    int n = h.length;
    for (int j = 0; j < n; j++) {
      double input = sigmoid(x[j] + u[j] + peephole[j] * c[j]);
      double forget = sigmoid(x[n + j] + u[n + j] + peephole[n + j] * c[j]);
      double candidate = Math.tanh(x[2 * n + j] + u[2 * n + j]);
      c[j] = forget * c[j] + input * candidate;
      double output = sigmoid(x[3 * n + j] + u[3 * n + j] + peephole[2 * n + j] * c[j]);
      h[j] = output * Math.tanh(c[j]);
    }
  }

  private static double[] affine(Map<String, FloatTensor> weights, String kind, double[] x) {
    FloatTensor matrix = weights.get("encoder.rnn.weight_" + kind);
    float[] bias = weights.get("encoder.rnn.bias_" + kind).values();
    double[] y = new double[bias.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = bias[i];
      for (int j = 0; j < x.length; j++) {
        y[i] += matrix.values()[i * x.length + j] * x[j];
      }
    }
    return y;
  }

  private static double[] row(FloatTensor matrix, int row) {
    int columns = (int) matrix.shape()[1];
    double[] values = new double[columns];
    for (int j = 0; j < columns; j++) {
      values[j] = matrix.values()[row * columns + j];
    }
    return values;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double dot(double[] a, double[] b) {
    double dot = 0;
    for (int j = 0; j < a.length; j++) {
      dot += a[j] * b[j];
    }
    return dot;
  }
}
