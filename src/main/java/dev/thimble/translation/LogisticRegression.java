package dev.thimble.translation;

import java.util.Arrays;
import java.util.Locale;

/**
 * Logistic regression with a penalty on large weights, fitted by Newton's method, that is iterated
 * reweighted least squares (Bishop 2006, section 4.3.3). The same examples give the same weights.
 */
final class LogisticRegression {
  private static final int MOST_STEPS = 100;
  private static final double CONVERGED = 1e-9;

  private LogisticRegression() {}

  /** The logistic function. */
  static double probability(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /**
   * Fits the weights.
   *
   * @param values (examples, features), standardized
   * @param labels (examples), true for positive examples
   * @param penalty factor of the L2 penalty: half of it times the sum of squared weights is added
   *     to the negative log-likelihood; the bias is not penalized
   * @return (features + 1): the weights, then the bias
   */
  static double[] fit(double[][] values, boolean[] labels, double penalty) {
    int size = values[0].length + 1;
    double[] weights = new double[size];
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] change = newtonStep(values, labels, weights, penalty);
      double greatest = 0;
      for (int i = 0; i < size; i++) {
        weights[i] -= change[i];
        greatest = Math.max(greatest, Math.abs(change[i]));
      }
      if (greatest < CONVERGED) {
        break;
      }
    }
    return weights;
  }

  private static double[] newtonStep(
      double[][] values, boolean[] labels, double[] weights, double penalty) {
    int size = weights.length;
    double[][] hessian = new double[size][size];
    double[] gradient = new double[size];
    for (int i = 0; i < size - 1; i++) {
      hessian[i][i] = penalty;
      gradient[i] = penalty * weights[i];
    }
    hessian[size - 1][size - 1] = 1e-6; // the bias, so that a single label gives a finite one
    for (int e = 0; e < values.length; e++) {
      double[] row = Arrays.copyOf(values[e], size);
      row[size - 1] = 1;
      double p = probability(dot(row, weights));
      double error = p - (labels[e] ? 1 : 0);
      double curvature = p * (1 - p) + 1e-9;
      for (int i = 0; i < size; i++) {
        gradient[i] += error * row[i];
        for (int j = 0; j <= i; j++) {
          hessian[i][j] += curvature * row[i] * row[j];
        }
      }
    }
    return solve(hessian, gradient);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /* Solves matrix x = right by Cholesky decomposition; only the lower half of the matrix is read. */
  private static double[] solve(double[][] matrix, double[] right) {
    int size = right.length;
    double[] x = right.clone();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= matrix[i][k] * matrix[j][k];
        }
        if (i > j) {
          matrix[i][j] = sum / matrix[j][j];
        } else if (sum > 0) {
          matrix[i][i] = Math.sqrt(sum);
        } else {
          throw new IllegalArgumentException(
              String.format(Locale.ROOT, "feature %d depends on the others", i));
        }
      }
    }
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= matrix[i][k] * x[k];
      }
      x[i] /= matrix[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        x[i] -= matrix[k][i] * x[k];
      }
      x[i] /= matrix[i][i];
    }
    return x;
  }
}
