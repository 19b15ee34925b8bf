package dev.thimble.model;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Initial values of the parameters. Embeddings: uniform with variance 1 / size. Recurrent weights:
 * orthogonal, gate by gate (Saxe et al. 2014). Input weights and peepholes of a cell: uniform up to
 * 1 / sqrt(hidden). Other matrices: uniform by Glorot and Bengio (2010), equation 16. Gains: 1.
 * Biases: 0, but 1 for the forget gate (Jozefowicz et al. 2015). The same seed gives the same bits
 * on every JDK.
 */
final class Initializer {
  private final SplittableRandom random;
  private final CellType cell;
  private final int gates;

  Initializer(CellType cell, long seed) {
    this.random = new SplittableRandom(seed);
    this.cell = cell;
    this.gates = cell.gates();
  }

  void fill(FloatBuffer buffer, ParameterLayout layout) {
    for (ParameterLayout.Parameter parameter : layout.parameters()) {
      buffer.put(parameter.offset(), values(parameter));
    }
  }

  private float[] values(ParameterLayout.Parameter parameter) {
    String name = parameter.name();
    float[] values = new float[parameter.size()];
    if (parameter.shape().length == 1) {
      fillVector(values, name);
      return values;
    }
    int rows = (int) parameter.shape()[0];
    int columns = (int) parameter.shape()[1];
    if (name.contains("weight_hh")) {
      for (int gate = 0; gate < gates; gate++) {
        orthogonal(values, gate * columns * columns, columns);
      }
    } else if (name.contains("embedding") || name.equals("output.weight")) {
      uniform(values, Math.sqrt(3.0 / columns));
    } else if (name.contains("weight_ih")) {
      int hidden = rows / gates;
      uniform(values, 1 / Math.sqrt(hidden));
    } else {
      uniform(values, Math.sqrt(6.0 / (rows + columns)));
    }
    return values;
  }

  private void fillVector(float[] values, String name) {
    if (name.contains("norm.weight")) {
      Arrays.fill(values, 1f);
    } else if (cell.hasCellState() && name.contains("rnn.bias_ih")) {
      int hidden = values.length / gates;
      Arrays.fill(values, hidden, 2 * hidden, 1f);
    } else if (name.contains("rnn.peephole")) {
      int hidden = values.length / 3;
      uniform(values, 1 / Math.sqrt(hidden));
    }
  }

  private void uniform(float[] values, double bound) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
  }

  /* Normally distributed rows, made orthonormal by the modified Gram-Schmidt process. */
  private void orthogonal(float[] values, int offset, int size) {
    double[][] rows = new double[size][size];
    for (int i = 0; i < size; i++) {
      double[] row = rows[i];
      for (int j = 0; j < size; j++) {
        row[j] = normal();
      }
      for (int k = 0; k < i; k++) {
        addScaled(row, rows[k], -dot(row, rows[k]));
      }
      double norm = Math.sqrt(dot(row, row));
      for (int j = 0; j < size; j++) {
        row[j] /= norm;
        values[offset + i * size + j] = (float) row[j];
      }
    }
  }

  /* Box and Muller (1958). */
  private double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }

  /* Four independent sums: in a single one each addition would wait for the one before. */
  private static double dot(double[] a, double[] b) {
    double s = 0;
    double t = 0;
    double u = 0;
    double v = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s += a[i] * b[i];
      t += a[i + 1] * b[i + 1];
      u += a[i + 2] * b[i + 2];
      v += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s += a[i] * b[i];
    }
    return s + t + (u + v);
  }

  private static void addScaled(double[] a, double[] b, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }
}
