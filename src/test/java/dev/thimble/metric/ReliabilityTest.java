package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.metric.Reliability.Bin;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
  @Test
  void binsHoldSizeMeanConfidenceAndShareOfGoodOnes() {
    Reliability reliability =
        Reliability.of(
            new double[] {0.25, 0.75, 1, 0.28125, 0.9375},
            new boolean[] {true, true, true, false, false});
    assertThat(reliability.bins())
        .containsExactly(new Bin(2, 0.265625, 0.5), new Bin(1, 0.75, 1), new Bin(2, 0.96875, 0.5));
    assertThat(reliability.size()).isEqualTo(5);
    assertThat(reliability.error())
        .isCloseTo((2 * 0.234375 + 0.25 + 2 * 0.46875) / 5, within(1e-12));
  }

  @Test
  void nothingHasNoError() {
    assertThat(Reliability.of(new double[0], new boolean[0]).error()).isZero();
  }

  @Test
  void confidencesMustBeAsManyAsTranslations() {
    assertThatThrownBy(() -> Reliability.of(new double[1], new boolean[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 confidences of 2 translations");
  }
}
