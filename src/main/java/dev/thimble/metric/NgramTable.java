package dev.thimble.metric;

import java.util.Arrays;
import java.util.List;

/**
 * The n-grams of one hypothesis, counted, of all orders up to a longest.
 *
 * <p>The table is a trie: an n-gram is a node, found from the node of its first n-1 symbols and its
 * last symbol in one hash table over all nodes (open addressing, at most half full). So every
 * n-gram costs one probe, whatever its order, and equal nodes are equal n-grams, not equal hashes.
 * A reference only looks up: where its n-gram is not in the trie, no longer one can be.
 */
final class NgramTable {
  private static final long FIBONACCI = 0x9E3779B97F4A7C15L;
  private static final int ROOT = 0;

  private final int maxOrder;
  private final int shift;
  private final int[] slots; // nodes; 0 = free, for no n-gram is the root
  private final long[] keys; // by node: parent and last symbol
  private final int[] counts; // by node: how often the hypothesis has it
  private int lastNode = ROOT;

  /** Counts the n-grams of the symbols; each symbol is at least 0. */
  NgramTable(int[] hypothesis, int maxOrder) {
    this.maxOrder = maxOrder;
    long nodes = 0;
    for (int order = 1; order <= maxOrder; order++) {
      nodes += count(hypothesis.length, order);
    }
    int bits = 65 - Long.numberOfLeadingZeros(Math.max(nodes, 1));
    if (bits > 30) {
      throw new IllegalArgumentException(
          "a segment of " + hypothesis.length + " symbols is too long to score");
    }
    this.shift = 64 - bits;
    this.slots = new int[1 << bits];
    this.keys = new long[(int) nodes + 1];
    this.counts = new int[(int) nodes + 1];
    for (int start = 0; start < hypothesis.length; start++) {
      int end = Math.min(start + maxOrder, hypothesis.length);
      int node = ROOT;
      for (int i = start; i < end; i++) {
        node = childOrNew(node, hypothesis[i]);
        counts[node]++;
      }
    }
  }

  /** How many n-grams of an order a sequence has. */
  static int count(int length, int order) {
    return Math.max(0, length - order + 1);
  }

  /**
   * Counts matches: each n-gram of the hypothesis as often as the reference that has it most.
   *
   * @return matches of orders 1 to the longest
   */
  long[] matches(List<int[]> references) {
    long[] matches = new long[maxOrder];
    int[] matched = new int[lastNode + 1]; // by node, over all references so far
    int[] seen = new int[lastNode + 1]; // by node, in this reference
    for (int[] reference : references) {
      Arrays.fill(seen, 0);
      for (int start = 0; start < reference.length; start++) {
        int end = Math.min(start + maxOrder, reference.length);
        int node = ROOT;
        for (int i = start; i < end; i++) {
          node = child(node, reference[i]);
          if (node == ROOT) {
            break;
          }
          if (++seen[node] > matched[node] && matched[node] < counts[node]) {
            matched[node]++;
            matches[i - start]++;
          }
        }
      }
    }
    return matches;
  }

  private int childOrNew(int parent, int symbol) {
    long key = key(parent, symbol);
    int slot = slot(key);
    if (slots[slot] == ROOT) {
      lastNode++;
      keys[lastNode] = key;
      slots[slot] = lastNode;
    }
    return slots[slot];
  }

  private int child(int parent, int symbol) {
    return slots[slot(key(parent, symbol))];
  }

  /** The slot that holds the key, or the free one where it belongs. */
  private int slot(long key) {
    int slot = (int) ((key * FIBONACCI) >>> shift);
    while (slots[slot] != ROOT && keys[slots[slot]] != key) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private static long key(int parent, int symbol) {
    return ((long) parent << 32) | (symbol & 0xFFFFFFFFL);
  }
}
