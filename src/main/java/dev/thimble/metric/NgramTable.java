package dev.thimble.metric;

import java.util.Arrays;
import java.util.List;

/**
 * Counts of all n-grams of one hypothesis, up to a maximal order. Immutable after construction.
 *
 * <p>The table is a trie whose nodes are n-grams. A node is found by its parent (the n-gram without
 * its last symbol) and its last symbol in one hash table for all nodes, with open addressing and at
 * most half full. An n-gram of any order costs one lookup, and hash collisions cannot make two
 * n-grams equal. A reference stops at the first n-gram that is not in the trie, since no longer one
 * can be in it.
 */
final class NgramTable {
  private static final long FIBONACCI = 0x9E3779B97F4A7C15L;
  private static final int ROOT = 0;

  private final int maxOrder;
  private final int shift;
  private final int[] slots; // nodes; 0 is free, since the root is not an n-gram
  private final long[] keys; // by node: parent and last symbol
  private final int[] counts; // by node: occurrences in the hypothesis
  private int lastNode = ROOT;

  /** Counts the n-grams of a hypothesis; symbols must not be negative. */
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

  /** The number of n-grams of an order in a sequence of a length. */
  static int count(int length, int order) {
    return Math.max(0, length - order + 1);
  }

  /**
   * Counts matches. An n-gram of the hypothesis matches at most as often as in the reference that
   * has it most often.
   *
   * @return number of matches of each order from 1
   */
  long[] matches(List<int[]> references) {
    long[] matches = new long[maxOrder];
    int[] matched = new int[lastNode + 1]; // by node: matches with the references so far
    int[] seen = new int[lastNode + 1]; // by node: occurrences in this reference
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

  /** The slot of a key, or the free slot for it. */
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
