package dev.thimble.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A trie over byte strings in one array of integers (Aoe 1989, "An efficient digital search
 * algorithm by using a double-array structure"), in the layout that SentencePiece's native runtimes
 * read. Immutable and thread-safe.
 */
final class DoubleArrayTrie {
  /* A node is one array element of 32 bits: bits 0-7 are its label, the byte on the edge from its
   * parent; bit 8 tells whether a key ends here; bit 9 whether the offset is in units of 256; bits
   * 10-30 are the offset. The node's index XOR its offset is its base. The child for byte c is at
   * index base XOR c. If a key ends at the node, its value is at index base, with bit 31 set. No
   * two nodes share a base. Free elements have bit 31 set, so that they match no label. */
  private static final int BLOCK = 256;
  private static final int FREE = 1 << 31;
  private static final int KEY_ENDS = 1 << 8;
  private static final int LARGE_OFFSET = 1 << 9;
  private static final int MOST_UNITS = 1 << 21; // the offset has 21 bits
  private static final int BLOCKS_SEARCHED = 16;
  private static final int MOST_PREFIX_KEYS = 32;
  private static final int LONGEST_KEY = 1024; // bytes

  private final int[] units;

  DoubleArrayTrie(int[] units) {
    this.units = units;
  }

  int[] units() {
    return units.clone();
  }

  /**
   * Builds a trie.
   *
   * @param keys distinct, none empty, without zero bytes, in unsigned byte order
   * @param values the value of each key, not negative
   */
  static DoubleArrayTrie of(byte[][] keys, int[] values) {
    Builder builder = new Builder(keys, values);
    builder.place(0, new Range(0, keys.length, 0));
    return new DoubleArrayTrie(builder.units);
  }

  /** A trie of the UTF-8 bytes of distinct texts without U+0000, none empty; its values are 0. */
  static DoubleArrayTrie of(List<String> texts) {
    byte[][] keys =
        texts.stream()
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .sorted(Arrays::compareUnsigned)
            .toArray(byte[][]::new);
    return of(keys, new int[keys.length]);
  }

  /** The value of a key, or -1. */
  int value(byte[] key) {
    int node = 0;
    for (byte b : key) {
      int child = base(node) ^ (b & 0xFF);
      if (label(child) != (b & 0xFF)) {
        return -1;
      }
      node = child;
    }
    return endsKey(node) ? units[base(node)] & ~FREE : -1;
  }

  /**
   * Finds the longest key that {@code text} contains at index {@code from}.
   *
   * @return its length and its value; null if there is none
   */
  @Nullable Match longest(byte[] text, int from) {
    Match longest = null;
    int node = 0;
    for (int i = from; i < text.length; i++) {
      int child = base(node) ^ (text[i] & 0xFF);
      if (label(child) != (text[i] & 0xFF)) {
        break;
      }
      node = child;
      if (endsKey(node)) {
        longest = new Match(i + 1 - from, units[base(node)] & ~FREE);
      }
    }
    return longest;
  }

  /** A key that was found. */
  record Match(int length, int value) {}

  /**
   * Whether every search, whatever the text, stays inside the array, ends within {@link
   * #LONGEST_KEY} bytes, finds only {@code valid} values, and passes fewer keys than the buffer of
   * a native runtime holds.
   */
  boolean isSafe(IntPredicate valid) {
    return units.length > 0 && new Walk(valid).isSafe(0, 0);
  }

  /* Visits each node once, since the subtree of a node does not depend on the path to it. */
  private final class Walk {
    private final short[] heights =
        new short[units.length]; // length of the longest path down, plus one; 0: not visited
    private final short[] keys = new short[units.length]; // most keys on one path down
    private final IntPredicate valid;

    Walk(IntPredicate valid) {
      this.valid = valid;
    }

    boolean isSafe(int node, int depth) {
      int base = base(node);
      if (depth > LONGEST_KEY || (base | (BLOCK - 1)) >= units.length) {
        return false;
      }
      if (endsKey(node) && !valid.test(units[base] & ~FREE)) {
        return false;
      }
      int height = 0;
      int most = 0;
      for (int c = 0; c < BLOCK; c++) {
        int child = base ^ c;
        if (label(child) == c) {
          if (heights[child] == 0 && !isSafe(child, depth + 1)) {
            return false;
          }
          height = Math.max(height, heights[child]);
          most = Math.max(most, keys[child]);
        }
      }
      heights[node] = (short) (height + 1);
      keys[node] = (short) (most + (endsKey(node) ? 1 : 0));
      return depth + height <= LONGEST_KEY && keys[node] < MOST_PREFIX_KEYS;
    }
  }

  private boolean endsKey(int node) {
    return (units[node] & KEY_ENDS) != 0;
  }

  private int base(int node) {
    int unit = units[node];
    return node ^ ((unit >>> 10) << ((unit & LARGE_OFFSET) >>> 6));
  }

  private int label(int node) {
    return units[node] & (FREE | 0xFF);
  }

  /** Keys that share their first {@code depth} bytes. */
  private record Range(int begin, int end, int depth) {}

  private static final class Builder {
    private final byte[][] keys;
    private final int[] values;
    private int[] units = new int[0];
    private final BitSet taken = new BitSet();
    private final BitSet bases = new BitSet();

    Builder(byte[][] keys, int[] values) {
      this.keys = keys;
      this.values = values;
      grow();
      units[0] = 0;
      taken.set(0);
      bases.set(0); // at base 0, the root would look like its own child for byte 0
    }

    void place(int node, Range range) {
      boolean ends = keys[range.begin].length == range.depth;
      int[] labels = labels(range, ends);
      int base = base(labels);
      units[node] |= (node ^ base) << 10;
      if (ends) {
        units[node] |= KEY_ENDS;
        units[base] = FREE | values[range.begin];
      }
      int begin = ends ? range.begin + 1 : range.begin;
      while (begin < range.end) {
        int label = keys[begin][range.depth] & 0xFF;
        int end = begin;
        while (end < range.end && (keys[end][range.depth] & 0xFF) == label) {
          end++;
        }
        units[base ^ label] = label;
        place(base ^ label, new Range(begin, end, range.depth + 1));
        begin = end;
      }
    }

    private int[] labels(Range range, boolean ends) {
      int[] labels = new int[BLOCK];
      int count = 0;
      if (ends) {
        labels[count++] = 0;
      }
      for (int i = ends ? range.begin + 1 : range.begin; i < range.end; i++) {
        int label = keys[i][range.depth] & 0xFF;
        if (count == 0 || labels[count - 1] != label) {
          labels[count++] = label;
        }
      }
      return Arrays.copyOf(labels, count);
    }

    /* Finds the first base whose children all fall on free elements, and reserves them. */
    private int base(int[] labels) {
      int from = Math.max(0, units.length - BLOCKS_SEARCHED * BLOCK);
      for (int place = taken.nextClearBit(from); ; place = taken.nextClearBit(place + 1)) {
        while (place >= units.length) {
          grow();
        }
        int base = place ^ labels[0];
        if (!bases.get(base) && fits(base, labels)) {
          bases.set(base);
          for (int label : labels) {
            taken.set(base ^ label);
          }
          return base;
        }
      }
    }

    private boolean fits(int base, int[] labels) {
      for (int label : labels) {
        if (taken.get(base ^ label)) {
          return false;
        }
      }
      return true;
    }

    private void grow() {
      int size = units.length;
      if (size + BLOCK > MOST_UNITS) {
        throw new VocabularyException(keys.length + " keys are too many for one double array");
      }
      units = Arrays.copyOf(units, size + BLOCK);
      Arrays.fill(units, size, size + BLOCK, FREE);
    }
  }
}
