package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The encoder's last state is what the published equations give, written out in plain Java. */
class CellEquationsIT {
  @ParameterizedTest
  @EnumSource(CellType.class)
  void contextVectorFollowsThePublishedEquations(CellType cell) {
    ModelConfig config = Models.config(cell, false, 1);
    int[] source = Models.rows(3, 6)[0];
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 5)) {
      float[] biased = model.flatWeights();
      for (int i = 0; i < biased.length; i++) {
        biased[i] += 0.1f * (float) Math.sin(i); // so that no bias is 0
      }
      model.flatWeights(biased);
      Map<String, FloatTensor> weights = model.weights();
      int hidden = config.encoderSize();
      double[] h = new double[hidden];
      double[] c = new double[hidden];
      for (int t = 0; t <= source.length; t++) {
        int id = t == source.length ? config.specialTokens().eos() : source[t];
        double[] x = row(weights.get("encoder.embedding.weight"), id);
        for (int j = 0; j < x.length; j++) {
          x[j] *= Math.sqrt(config.embeddingSize());
        }
        double[] input = affine(weights, "ih", x);
        double[] recurrent = affine(weights, "hh", h);
        for (int j = 0; j < hidden; j++) {
          step(cell, input, recurrent, h, c, j);
        }
      }
      float[] context = model.contextVectors(new int[][] {source})[0];
      for (int j = 0; j < hidden; j++) {
        assertThat((double) context[j]).isCloseTo(h[j], within(1e-5));
      }
    }
  }

  /* Reads only entry j of h and c, and replaces it; the affine parts were taken before. */
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

  private static double[] affine(Map<String, FloatTensor> weights, String kind, double[] x) {
    FloatTensor matrix = weights.get("encoder.rnn.weight_" + kind + "_l0");
    float[] bias = weights.get("encoder.rnn.bias_" + kind + "_l0").values();
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
}
