package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The expected numbers are those of numpy's default_rng. */
final class NumpyRandomTest {
  @Test
  void boundedNumbersEqualThoseOfNumpy() {
    assertThat(draws(12345, 7, 12)).containsExactly(4, 1, 5, 2, 1, 5, 4, 4, 6, 2, 5, 2);
    assertThat(draws(12345, 300_000_000, 5))
        .containsExactly(209764509, 68200806, 236594096, 95027501, 61253068);
  }

  @Test
  void numbersAreRedrawnToStayUniform() {
    // One draw in four is rejected with this bound.
    assertThat(draws(1, 0x60000000, 10))
        .containsExactly(
            762123743,
            1216282406,
            56133964,
            232185308,
            1325443566,
            1527906881,
            401410815,
            681814969,
            439970029,
            413914635);
  }

  @Test
  void seedsOfTwoWordsGiveTheNumbersOfNumpy() {
    assertThat(draws(7, 1000, 5)).containsExactly(944, 625, 684, 897, 578);
    assertThat(draws((1L << 40) + 5, 1000, 5)).containsExactly(14, 4, 449, 372, 915);
  }

  @Test
  void booleansEqualThoseOfNumpy() {
    NumpyRandom random = new NumpyRandom(12345);
    StringBuilder drawn = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      drawn.append(random.nextBoolean() ? '1' : '0');
    }
    assertThat(drawn).hasToString("1011100110000011111111110100110110110001");
  }

  @Test
  void negativeSeedIsRefused() {
    assertThatThrownBy(() -> new NumpyRandom(-1)).hasMessageContaining("seed is -1");
  }

  private static int[] draws(long seed, int bound, int count) {
    NumpyRandom random = new NumpyRandom(seed);
    return IntStream.range(0, count).map(i -> random.nextInt(bound)).toArray();
  }
}
