package dev.thimble.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order in which candidates get the slots of a beam. */
class BanksTest {
  /**
   * A candidate is written as the number of ids that it lacks, its log-probability and, if it is
   * forced, a star.
   */
  @ParameterizedTest
  @CsvSource({
    "0-3 0-1 0-2, 0-1 0-2 0-3",
    "2-1 2-2 1-5 1-4 0-9 0-8, 2-1 1-4 0-8 2-2 1-5 0-9", // the best of each bank, then the others
    "1-5 0-2 0-1 0-3, 0-1 1-5 0-2 0-3",
    "0-1* 0-4 1-2 0-3 0-2*, 1-2 0-3 0-1* 0-2* 0-4", // the best free one leads its bank
    "0-2* 0-1* 1-1* 1-2*, 0-1* 1-1* 0-2* 1-2*" // a bank without free ones; ties by origin
  })
  void bestOfEachBankComesFirst(String candidates, String expected) {
    assertThat(order(candidates)).isEqualTo(expected);
  }

  @Test
  void noCandidatesMakeAnEmptyQueue() {
    assertThat(Banks.queue(List.of(), Continuation.bestFirst(id -> 0))).isEmpty();
  }

  private static String order(String candidates) {
    List<Continuation> all = new ArrayList<>();
    for (String each : candidates.split(" ", -1)) {
      float value = -Integer.parseInt(each.substring(2, 3));
      PartialHypothesis next = PartialHypothesis.ROOT.then(4, value, value);
      int missing = Integer.parseInt(each.substring(0, 1));
      all.add(new Continuation(all.size(), each.endsWith("*") ? next.forced() : next, missing));
    }
    PriorityQueue<Continuation> queue = Banks.queue(all, Continuation.bestFirst(id -> 0));
    List<String> order = new ArrayList<>();
    while (!queue.isEmpty()) {
      Continuation next = queue.remove();
      boolean forced = next.hypothesis().placement() == Placement.FORCED;
      order.add(
          String.format(
              Locale.ROOT,
              "%d-%.0f%s",
              next.missing(),
              -next.hypothesis().sum(),
              forced ? "*" : ""));
    }
    return String.join(" ", order);
  }
}
