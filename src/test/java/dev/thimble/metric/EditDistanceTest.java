package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "abc, '', 3",
    "abc, abc, 0",
    "abc, axc, 1",
    "abc, ac, 1",
    "ac, abc, 1",
    "abcd, bcda, 2",
    "kitten, sitting, 3",
    "intention, execution, 5",
    "aaaa, bbbbbb, 6"
  })
  void countsInsertionsDeletionsAndSubstitutions(String one, String other, int edits) {
    assertThat(distance(one, other)).isEqualTo(edits);
    assertThat(distance(other, one)).isEqualTo(edits);
  }

  @Test
  void lengthsAroundBlocksOf64GiveTheDistanceOfTheWholeTable() {
    Random random = new Random(7);
    for (int length : new int[] {1, 63, 64, 65, 127, 128, 129, 200}) {
      for (int letters : new int[] {2, 5, 50}) {
        int[] one = random.ints(length, 0, letters).toArray();
        int[] other = random.ints(random.nextInt(2 * length), 0, letters).toArray();
        assertThat(EditDistance.of(one, other)).isEqualTo(byTable(one, other));
        assertThat(EditDistance.of(other, one)).isEqualTo(byTable(one, other));
      }
    }
  }

  @Test
  void aHundredThousandTokensTakeSeconds() {
    int[] one = IntStream.range(0, 100_000).map(i -> i % 2).toArray();
    int[] shifted = IntStream.range(0, 100_000).map(i -> (i + 1) % 2).toArray();
    int[] distinct = IntStream.range(0, 100_000).map(i -> 2 + i).toArray();
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          assertThat(EditDistance.of(one, shifted)).isEqualTo(2);
          assertThat(EditDistance.of(one, distinct)).isEqualTo(100_000);
          assertThat(EditDistance.of(distinct, distinct)).isZero();
        });
  }

  private static int distance(String one, String other) {
    return EditDistance.of(one.chars().toArray(), other.chars().toArray());
  }

  private static int byTable(int[] one, int[] other) {
    int[][] table = new int[one.length + 1][other.length + 1];
    for (int i = 0; i <= one.length; i++) {
      for (int j = 0; j <= other.length; j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
          continue;
        }
        int substituted = table[i - 1][j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
        table[i][j] = Math.min(substituted, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
      }
    }
    return table[one.length][other.length];
  }
}
