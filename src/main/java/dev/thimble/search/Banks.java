package dev.thimble.search;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Dynamic beam allocation after Post and Vilar 2018, section 3. The candidates of a beam's next
 * step form banks, one for each number of required ids that a hypothesis still lacks. Hypotheses
 * that have written an id are less probable than those that have not, and would fall out of the
 * beam without banks.
 *
 * <p>The best candidate of each bank comes first, a freely placed one before a forced one; the
 * other slots go to the best candidates of all banks. The paper divides the slots evenly instead,
 * so that the hypothesis which places its ids where they belong passes through banks of one or two
 * slots: that is almost greedy search (figures in decisions.md). Where there are more banks than
 * slots, the paper leaves all slots to the bank that lacks least, and every output begins with its
 * required ids; here the best of the banks get one each.
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
