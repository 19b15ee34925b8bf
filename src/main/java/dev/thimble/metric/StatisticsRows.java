package dev.thimble.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Rows of numbers in little memory. Most statistics are small counts, so that each thousand rows
 * are stored as bytes, shorts or ints, whichever is the narrowest type that has all their numbers
 * exactly, else as doubles. Not thread-safe while rows are added.
 */
final class StatisticsRows {
  private static final int CHUNK = 1024; // rows

  private final List<Chunk> chunks; // full ones
  private double[] last; // (rows, width), the rows after the chunks
  private int width;
  private int size;

  /** Rows in an array of their own type. */
  private interface Chunk {
    void addTo(double[] sum, int row);
  }

  StatisticsRows() {
    this(new ArrayList<>(), new double[0], 0, 0);
  }

  private StatisticsRows(List<Chunk> chunks, double[] last, int width, int size) {
    this.chunks = chunks;
    this.last = last;
    this.width = width;
    this.size = size;
  }

  /** These rows alone, whatever is added here later. */
  StatisticsRows copy() {
    return new StatisticsRows(
        new ArrayList<>(chunks), Arrays.copyOf(last, last.length), width, size);
  }

  /** Number of rows. */
  int size() {
    return size;
  }

  /** Length of each row; 0 if there is none. */
  int width() {
    return width;
  }

  /**
   * Adds a row, which is copied.
   *
   * @throws IllegalArgumentException if its length differs from the others'
   */
  void add(double[] row) {
    if (size == 0) {
      width = row.length;
    } else if (row.length != width) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "segment %d has %d statistics, but the segments before it have %d",
              size + 1,
              row.length,
              width));
    }
    int at = size % CHUNK * width;
    if (at == last.length) {
      last = Arrays.copyOf(last, Math.min(CHUNK * width, Math.max(width, 2 * at)));
    }
    System.arraycopy(row, 0, last, at, width);
    size++;
    if (size % CHUNK == 0) {
      chunks.add(narrowest(last, width));
    }
  }

  /** Adds the numbers of a row to a sum. */
  void addTo(double[] sum, int row) {
    int chunk = row / CHUNK;
    if (chunk < chunks.size()) {
      chunks.get(chunk).addTo(sum, row % CHUNK);
    } else {
      addTo(sum, last, row % CHUNK * width);
    }
  }

  private static void addTo(double[] sum, double[] numbers, int start) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += numbers[start + i];
    }
  }

  private static Chunk narrowest(double[] numbers, int width) {
    if (Arrays.stream(numbers).allMatch(number -> (byte) number == number)) {
      byte[] bytes = new byte[numbers.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) numbers[i];
      }
      return (sum, row) -> {
        for (int i = 0, at = row * width; i < width; i++, at++) {
          sum[i] += bytes[at];
        }
      };
    }
    if (Arrays.stream(numbers).allMatch(number -> (short) number == number)) {
      short[] shorts = new short[numbers.length];
      for (int i = 0; i < shorts.length; i++) {
        shorts[i] = (short) numbers[i];
      }
      return (sum, row) -> {
        for (int i = 0, at = row * width; i < width; i++, at++) {
          sum[i] += shorts[at];
        }
      };
    }
    if (Arrays.stream(numbers).allMatch(number -> (int) number == number)) {
      int[] ints = Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
      return (sum, row) -> {
        for (int i = 0, at = row * width; i < width; i++, at++) {
          sum[i] += ints[at];
        }
      };
    }
    double[] doubles = numbers.clone();
    return (sum, row) -> addTo(sum, doubles, row * width);
  }
}
