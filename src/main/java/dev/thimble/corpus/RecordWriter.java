package dev.thimble.corpus;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes a file of numbered records that {@link RecordFile} reads. Not thread-safe; the caller
 * closes the stream.
 *
 * <p>All numbers are big-endian. The parts of the file are, in this order:
 *
 * <ol>
 *   <li>8 bytes {@code THIMBLER}, and the format version as an int
 *   <li>each record: its length as a {@linkplain Varint varint}, and its bytes
 *   <li>the index: the position of each 16th record, from the first on, as a long
 *   <li>the metadata: lines of UTF-8, each a name, a space and a value
 *   <li>three longs: the number of records, the position of the index, that of the metadata
 *   <li>the CRC-32C of all bytes before it, as an int
 * </ol>
 */
final class RecordWriter {
  static final byte[] MAGIC = "THIMBLER".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 1;
  static final int HEADER = MAGIC.length + Integer.BYTES;
  static final int TRAILER = 3 * Long.BYTES + Integer.BYTES;

  /** Records from one entry of the index to the next. */
  static final int INDEXED = 16;

  /** Most bytes of a record. */
  static final int MOST_BYTES = 1 << 26;

  private final CRC32C checksum = new CRC32C();
  private final OutputStream out;
  private long[] index = new long[64];
  private long records;
  private long position;

  /** Writes the header. */
  RecordWriter(OutputStream out) throws IOException {
    this.out = new CheckedOutputStream(out, checksum);
    write(ByteBuffer.allocate(HEADER).put(MAGIC).putInt(VERSION).array());
  }

  /** Appends a record. */
  void add(byte[] bytes) throws IOException {
    if (bytes.length > MOST_BYTES) {
      throw new CorpusException(
          "a record has " + bytes.length + " bytes; at most " + MOST_BYTES + " are supported");
    }
    if (records % INDEXED == 0) {
      int entry = Math.toIntExact(records / INDEXED);
      if (entry == index.length) {
        index = Arrays.copyOf(index, 2 * entry);
      }
      index[entry] = position;
    }
    byte[] length = new byte[Varint.size(bytes.length)];
    Varint.put(bytes.length, length, 0);
    write(length);
    write(bytes);
    records++;
  }

  /** Number of records so far. */
  int records() {
    return Math.toIntExact(records);
  }

  /**
   * Writes what follows the records.
   *
   * @param metadata names without a space, values without a line feed
   */
  void finish(Map<String, String> metadata) throws IOException {
    long indexed = position;
    int entries = (int) ((records + INDEXED - 1) / INDEXED);
    for (int i = 0; i < entries; i++) {
      write(ByteBuffer.allocate(Long.BYTES).putLong(index[i]).array());
    }
    long described = position;
    StringBuilder lines = new StringBuilder();
    metadata.forEach((name, value) -> lines.append(name).append(' ').append(value).append('\n'));
    write(lines.toString().getBytes(StandardCharsets.UTF_8));
    write(
        ByteBuffer.allocate(3 * Long.BYTES)
            .putLong(records)
            .putLong(indexed)
            .putLong(described)
            .array());
    write(ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array());
    out.flush();
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }
}
