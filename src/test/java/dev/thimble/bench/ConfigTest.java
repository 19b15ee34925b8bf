package dev.thimble.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ConfigTest {
  @Test
  void benchmarkRefusesValuesOutOfRange() {
    assertThatThrownBy(() -> new BenchmarkConfig(0, 2, 0)).hasMessageContaining("length is 0");
    assertThatThrownBy(() -> new BenchmarkConfig(1, 0, 0)).hasMessageContaining("seconds is 0.0");
    assertThatThrownBy(() -> new BenchmarkConfig(1, Double.NaN, 0)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new BenchmarkConfig(1, 2, -1)).hasMessageContaining("threads is -1");
  }

  @Test
  void soakTestRefusesValuesOutOfRange() {
    assertThatThrownBy(() -> new SoakConfig(0, 1, 1, 1, 0)).hasMessageContaining("callers is 0");
    assertThatThrownBy(() -> new SoakConfig(1, 0, 1, 1, 0))
        .hasMessageContaining("translations is 0");
    assertThatThrownBy(() -> new SoakConfig(1, 1, 0, 1, 0))
        .hasMessageContaining("reportSeconds is 0.0");
    assertThatThrownBy(() -> new SoakConfig(1, 1, 1, 0, 0)).hasMessageContaining("warmUp is 0");
  }
}
