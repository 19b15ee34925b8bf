package dev.thimble.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapReserveTest {
  private final AtomicInteger calls = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1 << 16, (1 << 16) + 1, 10_000_000})
  void callIsMadeOnceAndItsResultReturned(long bytes) {
    assertThat(HeapReserve.call(bytes, calls::incrementAndGet)).isEqualTo(1);
  }

  @Test
  void callThatNeedsMoreThanTheHeapIsNotMade() {
    long bytes = Math.min(Runtime.getRuntime().maxMemory(), 100L * Integer.MAX_VALUE);

    assertThatThrownBy(() -> HeapReserve.call(bytes, calls::incrementAndGet))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(calls).hasValue(0);
  }

  @Test
  void errorOfTheCallIsPassedOn() {
    assertThatThrownBy(
            () ->
                HeapReserve.call(
                    () -> {
                      throw new IllegalStateException("of the call");
                    }))
        .hasMessage("of the call");
  }
}
