package dev.thimble.corpus;

import java.util.Arrays;

/**
 * A hash table that numbers pairs of a source and a target id from 0, in the order of their first
 * use. Not thread-safe.
 */
final class PairTable {
  private static final int FREE = -1;

  private long[] pairs = new long[1 << 15]; // by number
  private int[] slots = new int[1 << 16]; // numbers by hash
  private int size;

  PairTable() {
    Arrays.fill(slots, FREE);
  }

  /** Number of pairs in the table. */
  int size() {
    return size;
  }

  /** The number of a pair; a new pair is added. */
  int number(int source, int target) {
    long pair = ((long) source << 32) | target;
    int slot = slot(pair);
    if (slots[slot] != FREE) {
      return slots[slot];
    }
    if (size == pairs.length) {
      grow();
      slot = slot(pair);
    }
    pairs[size] = pair;
    slots[slot] = size;
    return size++;
  }

  int source(int number) {
    return (int) (pairs[number] >>> 32);
  }

  int target(int number) {
    return (int) pairs[number];
  }

  /* The slot of a pair, or the free slot for it: linear probing from a multiplicative hash. */
  private int slot(long pair) {
    int at = (int) ((pair * 0x9E3779B97F4A7C15L) >>> 32) & (slots.length - 1);
    while (slots[at] != FREE && pairs[slots[at]] != pair) {
      at = (at + 1) & (slots.length - 1);
    }
    return at;
  }

  private void grow() {
    pairs = Arrays.copyOf(pairs, Math.multiplyExact(pairs.length, 2));
    slots = new int[Math.multiplyExact(pairs.length, 2)];
    Arrays.fill(slots, FREE);
    for (int number = 0; number < size; number++) {
      slots[slot(pairs[number])] = number;
    }
  }
}
