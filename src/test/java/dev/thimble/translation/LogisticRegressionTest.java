package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
  @Test
  void biasAloneIsTheLogOddsOfTheShare() {
    double[][] values = {{0}, {0}, {0}, {0}};
    double[] fitted = LogisticRegression.fit(values, new boolean[] {true, true, true, false}, 1);
    assertThat(fitted[0]).isZero();
    assertThat(fitted[1]).isCloseTo(Math.log(3), within(1e-5));
  }

  @Test
  void twoGroupsGetTheLogOddsOfTheirShares() {
    double[][] values = {{-1}, {-1}, {-1}, {-1}, {1}, {1}, {1}, {1}};
    boolean[] labels = {true, false, false, false, true, true, true, false};
    double[] fitted = LogisticRegression.fit(values, labels, 0);
    assertThat(fitted).containsExactly(new double[] {Math.log(3), 0}, within(1e-5));
  }

  @Test
  void slopeIsZeroAtTheFit() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] values = new double[200][3];
    boolean[] labels = new boolean[200];
    for (int i = 0; i < values.length; i++) {
      Arrays.setAll(values[i], f -> random.nextDouble() * 2 - 1);
      labels[i] =
          random.nextDouble() < LogisticRegression.probability(2 * values[i][0] - values[i][1]);
    }
    double[] fitted = LogisticRegression.fit(values, labels, 0.5);
    double[] slope = new double[4];
    for (int i = 0; i < values.length; i++) {
      double z = fitted[3];
      for (int f = 0; f < 3; f++) {
        z += fitted[f] * values[i][f];
      }
      double error = LogisticRegression.probability(z) - (labels[i] ? 1 : 0);
      for (int f = 0; f < 3; f++) {
        slope[f] += error * values[i][f];
      }
      slope[3] += error;
    }
    for (int f = 0; f < 3; f++) {
      slope[f] += 0.5 * fitted[f];
    }
    assertThat(slope).containsExactly(new double[4], within(1e-4));
    assertThat(fitted[0]).isGreaterThan(1);
    assertThat(fitted[1]).isLessThan(-0.3);
  }

  @Test
  void labelsThatAreAllEqualGiveFiniteWeights() {
    double[] fitted =
        LogisticRegression.fit(new double[][] {{-1}, {1}}, new boolean[] {true, true}, 1);
    assertThat(fitted).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
    assertThat(LogisticRegression.probability(fitted[1])).isGreaterThan(0.99);
  }
}
