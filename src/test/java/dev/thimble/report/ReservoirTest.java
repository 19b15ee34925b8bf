package dev.thimble.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservoirTest {
  @Test
  void fewItemsAreAllSampledInOrder() {
    assertThat(Reservoir.sampled(3, 0)).isEmpty();
    assertThat(Reservoir.sampled(3, 2)).containsExactly(1, 2);
    assertThat(Reservoir.sampled(3, 3)).containsExactly(1, 2, 3);
  }

  @Test
  void numbersAreThoseOfAStream() {
    Reservoir reservoir = new Reservoir(4);
    List<Long> sample = new ArrayList<>(List.of(0L, 0L, 0L, 0L));
    for (long item = 1; item <= 1000; item++) {
      int place = reservoir.next();
      assertThat(reservoir.count()).isEqualTo(item);
      if (place >= 0) {
        sample.set(place, item);
      }
    }
    assertThat(Reservoir.sampled(4, 1000))
        .containsExactly(sample.stream().mapToLong(Long::longValue).toArray());
    assertThat(sample).doesNotHaveDuplicates().anyMatch(item -> item > 100);
  }

  @Test
  void eachItemIsEquallyLikely() {
    int[] thirds = new int[3];
    for (long item : Reservoir.sampled(3000, 30_000)) {
      thirds[(int) ((item - 1) / 10_000)]++;
    }
    assertThat(Arrays.stream(thirds).boxed()).allMatch(count -> count > 900 && count < 1100);
  }
}
