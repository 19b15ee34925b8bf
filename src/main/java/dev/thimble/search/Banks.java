package dev.thimble.search;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Dynamic beam allocation after Post and Vilar 2018, section 3. The candidates of a beam's next
 * step form banks, one for each number of required ids that a hypothesis still needs. Hypotheses
 * that have written an id are less probable than those that have not, and would drop out of the
 * beam without banks.
 *
 * <p>The best candidate of each bank gets a slot first, a freely placed one before a forced one;
 * the other slots go to the best candidates of all banks. The paper divides the slots evenly
 * instead: then a hypothesis that places its ids well passes through banks of one or two slots,
 * which is almost greedy search (figures in decisions.md). If there are more banks than slots, the
 * paper gives all slots to the bank with the fewest missing ids, so that every output begins with
 * its required ids; here the best banks get one slot each.
 */
final class Banks {
  private Banks() {}

  /** The candidates in the order in which they get the slots of the beam. */
  static PriorityQueue<Continuation> queue(
      List<Continuation> candidates, Comparator<Continuation> bestFirst) {
    Comparator<Continuation> freeFirst =
        Comparator.comparing((Continuation c) -> c.hypothesis().placement())
            .thenComparing(bestFirst);
    Map<Integer, Continuation> leading = new HashMap<>();
    for (Continuation each : candidates) {
      leading.merge(each.missing(), each, (a, b) -> freeFirst.compare(a, b) <= 0 ? a : b);
    }
    Comparator<Continuation> leadingFirst = // no two candidates are equal in the order bestFirst
        Comparator.comparing(
                (Continuation c) -> bestFirst.compare(c, leading.get(c.missing())) != 0)
            .thenComparing(bestFirst);
    PriorityQueue<Continuation> queue =
        new PriorityQueue<>(leading.size() < 2 ? bestFirst : leadingFirst);
    queue.addAll(candidates);
    return queue;
  }
}
