package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.SmallHeap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatisticsRowsTest {
  private static final int CHUNK = 1024;

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        127,
        128,
        -128,
        -129,
        32767,
        32768,
        -32769,
        2147483647,
        2147483648.0,
        0.1,
        1e300
      })
  void rowsAreExactWhicheverTypeStoresThem(double number) {
    StatisticsRows rows = new StatisticsRows();
    for (int i = 0; i < 2 * CHUNK + 1; i++) {
      rows.add(new double[] {i % 100, i == 5 ? number : 1});
    }
    assertThat(rows.size()).isEqualTo(2049);
    assertThat(row(rows, 5)).containsExactly(5, number);
    assertThat(row(rows, 6)).containsExactly(6, 1);
    assertThat(row(rows, CHUNK)).containsExactly(24, 1);
    assertThat(row(rows, 2 * CHUNK)).containsExactly(48, 1);
  }

  @Test
  void builtStatisticsStayAsTheyAreWhenTheBuilderGoesOn() {
    SegmentStatistics.Builder builder = new SegmentStatistics.Builder(new ExactMatch(false));
    builder.add(new double[] {1, 1});
    SegmentStatistics first = builder.build();
    builder.add(new double[] {0, 1});
    assertThat(first.segments()).isEqualTo(1);
    assertThat(first.score().value()).isEqualTo(100);
    assertThat(builder.build().score().value()).isEqualTo(50);
  }

  @Test
  void millionSegmentsFitIntoASmallHeap() throws Exception {
    assertThat(SmallHeap.run("-Xmx24m", StatisticsRowsTest.class))
        .isEqualTo("[1000000.0, 9.9E7]\n");
  }

  /** Collects and sums a million rows of ten counts, which take 80 MB as doubles. */
  public static void main(String[] arguments) {
    SegmentStatistics.Builder builder =
        new SegmentStatistics.Builder(new Bleu(BleuConfig.defaults()));
    double[] row = {99, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    for (int i = 0; i < 1_000_000; i++) {
      builder.add(row);
    }
    double[] total = builder.build().total();
    System.out.println(List.of(total[9], total[0]));
  }

  private static double[] row(StatisticsRows rows, int row) {
    double[] sum = new double[2];
    rows.addTo(sum, row);
    return sum;
  }
}
