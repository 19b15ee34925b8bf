package dev.thimble.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class HeapRetryTest {
  @Test
  void repeatsTheActionUntilItSucceedsAndNoLonger() {
    Queue<Throwable> failures =
        new ArrayDeque<>(
            List.of(new OutOfMemoryError("heap"), new InterruptedException("interrupted")));
    int[] runs = {0};

    new HeapRetry(
            () -> {
              runs[0]++;
              Throwable failure = failures.poll();
              if (failure instanceof Error error) {
                throw error;
              }
              if (failure instanceof Exception exception) {
                throw exception;
              }
            })
        .run();

    assertThat(runs[0]).isEqualTo(3);
  }
}
