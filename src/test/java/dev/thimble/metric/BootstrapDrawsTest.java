package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BootstrapDrawsTest {
  private static int[] next(BootstrapDraws draws, int count) {
    return IntStream.range(0, count).map(i -> draws.next()).toArray();
  }

  @Test
  void drawsAreThoseOfTheSamples() {
    BootstrapSamples samples = new BootstrapSamples(7, 12345);
    BootstrapDraws draws = new BootstrapDraws(7, 12345);
    assertThat(next(draws, 7)).isEqualTo(samples.next());
    assertThat(next(draws, 7)).isEqualTo(samples.next());
  }

  @Test
  void skippingPassesOverWholeSamples() {
    BootstrapSamples samples = new BootstrapSamples(7, 3);
    samples.next();
    samples.next();
    BootstrapDraws draws = new BootstrapDraws(7, 3);
    draws.skip(2);
    assertThat(next(draws, 7)).isEqualTo(samples.next());
  }

  @Test
  void copyContinuesOnItsOwn() {
    BootstrapDraws draws = new BootstrapDraws(1000, 3);
    draws.next();
    BootstrapDraws copy = draws.copy();
    assertThat(copy.segments()).isEqualTo(1000);
    assertThat(next(copy, 5)).isEqualTo(next(draws, 5));
  }

  @Test
  void noSegmentIsRefused() {
    assertThatThrownBy(() -> new BootstrapDraws(0, 1))
        .hasMessage("segments is 0; it must be at least 1");
  }
}
