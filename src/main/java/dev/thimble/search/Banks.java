package dev.thimble.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Dynamic beam allocation (Post and Vilar 2018, section 3): the candidates of a beam's next step in
 * banks, one for each number of required ids that a hypothesis still lacks, so that hypotheses
 * which have not written an id yet do not push out those which have, nor the other way round.
 * Candidates without required ids are one bank with all slots.
 *
 * <p>The slots are divided evenly over the banks that have candidates; the remainder goes to the
 * bank that lacks least. A bank with fewer candidates than slots gives the others to its nearest
 * neighbours, to the one that lacks more first. If there are more banks than slots, the paper would
 * leave all slots to the bank that lacks least, and every output would begin with its required ids;
 * here the banks with the best leading candidates get one slot each.
 */
final class Banks {
  /**
   * A bank.
   *
   * @param candidates the best one first
   * @param slots number of candidates that stay in the beam
   */
  record Bank(PriorityQueue<Continuation> candidates, int slots) {}

  private Banks() {}

  /** The banks of the candidates, the one that lacks least first. */
  static List<Bank> of(
      List<Continuation> candidates, Comparator<Continuation> bestFirst, int width) {
    TreeMap<Integer, PriorityQueue<Continuation>> byMissing = new TreeMap<>();
    for (Continuation candidate : candidates) {
      byMissing
          .computeIfAbsent(candidate.missing(), missing -> new PriorityQueue<>(bestFirst))
          .add(candidate);
    }
    List<PriorityQueue<Continuation>> queues = new ArrayList<>(byMissing.values());
    int[] slots =
        queues.size() <= width ? even(queues.size(), width) : scarce(queues, bestFirst, width);
    if (queues.size() > 1) {
      passOn(slots, queues.stream().mapToInt(PriorityQueue::size).toArray());
    }
    return IntStream.range(0, slots.length)
        .mapToObj(i -> new Bank(queues.get(i), slots[i]))
        .toList();
  }

  private static int[] even(int banks, int width) {
    int[] slots = new int[banks];
    if (banks > 0) {
      Arrays.fill(slots, width / banks);
      slots[0] += width % banks;
    }
    return slots;
  }

  /* One for each of the banks with the best candidates. */
  private static int[] scarce(
      List<PriorityQueue<Continuation>> queues, Comparator<Continuation> bestFirst, int width) {
    int[] slots = new int[queues.size()];
    IntStream.range(0, slots.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> queues.get(i).element(), bestFirst))
        .limit(width)
        .forEach(i -> slots[i] = 1);
    return slots;
  }

  /* Gives the slots that a bank cannot fill to its nearest neighbours that can. */
  private static void passOn(int[] slots, int[] sizes) {
    for (int from = 0; from < slots.length; from++) {
      int spare = Math.max(0, slots[from] - sizes[from]);
      slots[from] -= spare;
      for (int distance = 1; distance < slots.length && spare > 0; distance++) {
        for (int to : new int[] {from + distance, from - distance}) {
          if (to >= 0 && to < slots.length) {
            int given = Math.min(spare, Math.max(0, sizes[to] - slots[to]));
            slots[to] += given;
            spare -= given;
          }
        }
      }
    }
  }
}
