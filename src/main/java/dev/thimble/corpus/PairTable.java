package dev.thimble.corpus;

import java.util.Arrays;

/** Numbers the pairs of a source and a target id, from 0 on as they turn up. For one thread. */
final class PairTable {
  private static final int FREE = -1;

  private long[] pairs = new long[1 << 15]; // by number
  private int[] slots = new int[1 << 16]; // numbers by hash
  private int size;

  PairTable() {
    Arrays.fill(slots, FREE);
  }

  /** How many pairs have a number. */
  int size() {
    return size;
  }

  /** A pair's number, a new one if it has none. */
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

  /* Where a pair is or would go: linear probing from a multiplicative hash. */
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
