package dev.thimble.corpus;

import java.util.Arrays;

/**
 * Whole numbers from 0 on in as few bytes as they need: seven bits a byte, the lowest first, each
 * byte but the last with its highest bit set.
 */
final class Varint {
  private Varint() {}

  /** Number of bytes of a value. */
  static int size(int value) {
    return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
  }

  /** Puts a value; returns the position after it. */
  static int put(int value, byte[] bytes, int at) {
    int left = value;
    int position = at;
    while (left >>> 7 != 0) {
      bytes[position++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[position++] = (byte) left;
    return position;
  }

  /** Reads the values of a record one after another. */
  static final class Reader {
    private final byte[] bytes;
    private int position;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    int position() {
      return position;
    }

    boolean hasNext() {
      return position < bytes.length;
    }

    /**
     * The next value.
     *
     * @throws IllegalArgumentException if the record ends before the value, or it is above the most
     */
    int next(int most) {
      long value = next();
      if (value > most) {
        throw new IllegalArgumentException(value + " is above " + most);
      }
      return (int) value;
    }

    /**
     * The next value, which may have all 32 bits.
     *
     * @throws IllegalArgumentException if the record ends before the value, or it has more bits
     */
    int nextBits() {
      long value = next();
      if (value >>> Integer.SIZE != 0) {
        throw new IllegalArgumentException(value + " has more than 32 bits");
      }
      return (int) value;
    }

    private long next() {
      long value = 0;
      for (int shift = 0; shift < 35; shift += 7) {
        if (!hasNext()) {
          throw new IllegalArgumentException("a number is cut off");
        }
        byte part = bytes[position++];
        value |= (long) (part & 0x7F) << shift;
        if (part >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("a number has more than five bytes");
    }

    /** Skips some bytes. */
    void skip(int count) {
      position = Math.min(bytes.length, Math.addExact(position, count));
    }

    /**
     * A copy of the next bytes.
     *
     * @throws IllegalArgumentException if there are fewer
     */
    byte[] bytes(int count) {
      if (count > bytes.length - position) {
        throw new IllegalArgumentException("a record is cut off");
      }
      position += count;
      return Arrays.copyOfRange(bytes, position - count, position);
    }

    /** The values up to the end of the record. */
    int[] rest(int most) {
      int[] values = new int[bytes.length - position]; // each has at least a byte
      int count = 0;
      while (hasNext()) {
        values[count++] = next(most);
      }
      return Arrays.copyOf(values, count);
    }
  }
}
