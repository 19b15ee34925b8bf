package dev.thimble.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The edit distance of two token sequences: the fewest insertions, deletions and substitutions that
 * make one the other (Levenshtein 1966). Not thread-safe.
 *
 * <p>The table of distances has a row for each token of the first sequence and a column for each of
 * the second. Neighbouring entries differ by at most 1, so that a column is kept as two bits for
 * each row: whether the entry is greater than the one above it, and whether it is less. A column is
 * computed from the one before it 64 rows at a time (Myers 1999, <a
 * href="https://doi.org/10.1145/316542.316550">10.1145/316542.316550</a>; the carry between blocks
 * as in Hyyrö 2003). Time is the product of the lengths over 64; memory is linear.
 */
final class EditDistance {
  private final int length;
  private final Map<Integer, Occurrences> occurrences = new HashMap<>();
  private final long[] equal; // rows whose token is that of the column
  private final long[] greater; // rows whose entry is greater than the one above
  private final long[] less; // rows whose entry is less than the one above

  private EditDistance(int[] rows) {
    length = rows.length;
    int blocks = (length + Long.SIZE - 1) / Long.SIZE;
    equal = new long[blocks];
    greater = new long[blocks];
    less = new long[blocks];
    Arrays.fill(greater, -1L); // the first column counts the rows
    for (int row = 0; row < length; row++) {
      occurrences.computeIfAbsent(rows[row], token -> new Occurrences()).add(row);
    }
  }

  /** The number of edits between two sequences. Tokens are equal if their numbers are. */
  static int of(int[] one, int[] other) {
    if (one.length == 0) {
      return other.length;
    }
    EditDistance table = new EditDistance(one);
    int distance = one.length;
    for (int token : other) {
      distance += table.column(token);
    }
    return distance;
  }

  /* Computes the next column; returns how much its last entry is greater than the last before. */
  private int column(int token) {
    Occurrences rows = occurrences.get(token);
    if (rows != null) {
      rows.writeTo(equal);
    }
    int carry = 1; // the entry of the empty prefix grows by 1 in each column
    for (int block = 0; block < equal.length; block++) {
      carry = block(block, carry);
    }
    if (rows != null) {
      rows.clear(equal);
    }
    return carry;
  }

  /*
   * Computes 64 rows of a column. The argument is by how much the entry above the block is greater
   * than that of the column before, from -1 to 1; the result is the same for the last row.
   */
  private int block(int block, int above) {
    long up = greater[block];
    long down = less[block];
    long match = equal[block] | (above < 0 ? 1 : 0);
    long diagonal = (((match & up) + up) ^ up) | match | down; // rows equal to the entry up left
    long grown = down | ~(diagonal | up);
    long shrunk = up & diagonal;
    int lastRow = Math.min(length - block * Long.SIZE, Long.SIZE) - 1;
    int difference = (int) (grown >>> lastRow & 1) - (int) (shrunk >>> lastRow & 1);
    grown = grown << 1 | (above > 0 ? 1 : 0);
    shrunk = shrunk << 1 | (above < 0 ? 1 : 0);
    greater[block] = shrunk | ~(diagonal | grown);
    less[block] = grown & diagonal;
    return difference;
  }

  /** The rows that have a token, as the blocks of 64 rows that are not empty. */
  private static final class Occurrences {
    private int[] blocks = new int[1];
    private long[] rows = new long[1];
    private int size;

    /* Rows are added in ascending order. */
    void add(int row) {
      int block = row / Long.SIZE;
      if (size == 0 || blocks[size - 1] != block) {
        if (size == blocks.length) {
          blocks = Arrays.copyOf(blocks, 2 * size);
          rows = Arrays.copyOf(rows, 2 * size);
        }
        blocks[size++] = block;
      }
      rows[size - 1] |= 1L << row;
    }

    void writeTo(long[] column) {
      for (int i = 0; i < size; i++) {
        column[blocks[i]] = rows[i];
      }
    }

    void clear(long[] column) {
      for (int i = 0; i < size; i++) {
        column[blocks[i]] = 0;
      }
    }
  }
}
