package dev.thimble.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a beam's slots are divided over banks of given numbers of candidates. */
class BanksTest {
  private static final Comparator<Continuation> BEST_FIRST = Continuation.bestFirst(id -> 0);

  @ParameterizedTest
  @CsvSource({
    // width; candidates of the banks, the one that lacks least first; slots
    "5, 30, 5",
    "5, 20 20, 3 2",
    "5, 9 9 9 9, 2 1 1 1",
    "6, 9 9 9, 2 2 2",
    "5, 1 20, 1 4", // the second takes what the first cannot fill
    "5, 20 1, 4 1",
    "8, 1 9 1 9, 1 3 1 3",
    "9, 9 1 9, 3 1 5", // equally near: to the one that lacks more
    "9, 2 1 1 9, 2 1 1 5",
    "9, 1 1 1, 1 1 1",
    "4, 0 0 9, 0 0 4"
  })
  void slotsAreDividedEvenlyAndPassedOnToNeighbours(int width, String sizes, String slots) {
    assertThat(slots(width, -1, sizes)).isEqualTo(slots.replace("0 ", ""));
  }

  @ParameterizedTest
  @CsvSource({"2, 0 1 1", "1, 0 0 1"})
  void banksWithTheBestCandidatesGetTheScarceSlots(int width, String slots) {
    // bank i's best candidate is better than bank i - 1's
    assertThat(slots(width, 1, "9 9 9")).isEqualTo(slots);
  }

  @Test
  void noCandidatesMakeNoBanks() {
    assertThat(Banks.of(List.of(), BEST_FIRST, 5)).isEmpty();
  }

  private static String slots(int width, double step, String sizes) {
    List<Continuation> candidates = new ArrayList<>();
    int missing = 0;
    for (String size : sizes.split(" ", -1)) {
      for (int i = 0; i < Integer.parseInt(size); i++) {
        float value = (float) (step * missing - i);
        candidates.add(new Continuation(0, PartialHypothesis.ROOT.then(4, value, value), missing));
      }
      missing++;
    }
    return String.join(
        " ",
        Banks.of(candidates, BEST_FIRST, width).stream()
            .map(bank -> Integer.toString(bank.slots()))
            .toList());
  }
}
