package dev.thimble.corpus;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of numbered records, as {@link RecordWriter} describes it, which are read directly from
 * the file. Only the index is in memory, half a byte for each record; the pages of the file are the
 * operating system's, which shares them between processes and drops them when memory is short. The
 * file must not be changed meanwhile; it may be deleted, except on Windows. The garbage collector
 * closes it. Thread-safe.
 */
final class RecordFile {
  /** Longer groups are not read as a whole. */
  private static final int MOST_READ = 1 << 20;

  /** Groups in memory: each thread of a few reads its own. */
  private static final int GROUPS = 64;

  /* Not a FileChannel, which an interrupt of one reader closes for all. */
  private final RandomAccessFile file;
  private final long[] index; // positions of the groups of records, and of their end
  private final int records;
  private final Map<String, String> metadata;
  private final AtomicReferenceArray<@Nullable Group> groups = new AtomicReferenceArray<>(GROUPS);

  private RecordFile(RandomAccessFile file) throws IOException {
    this.file = file;
    long end = file.length() - RecordWriter.TRAILER;
    ByteBuffer trailer = ByteBuffer.wrap(read(end, RecordWriter.TRAILER));
    long count = trailer.getLong();
    long indexed = trailer.getLong();
    long described = trailer.getLong();
    long entries = count / RecordWriter.INDEXED + (count % RecordWriter.INDEXED > 0 ? 1 : 0);
    boolean valid =
        count >= 0
            && count <= Integer.MAX_VALUE
            && indexed >= RecordWriter.HEADER
            && indexed <= end
            && described == indexed + entries * Long.BYTES
            && described <= end
            && end - described <= RecordWriter.MOST_BYTES;
    if (!valid) {
      throw new CorpusException("the positions of its parts contradict each other");
    }
    records = (int) count;
    index = index((int) entries, indexed);
    metadata =
        metadata(new String(read(described, (int) (end - described)), StandardCharsets.UTF_8));
  }

  /** The bytes of neighbouring records. */
  private record Group(int number, byte[] bytes) {}

  /**
   * Opens a file after checking all its bytes by its checksum.
   *
   * @throws CorpusException if the file is not whole, saying why
   */
  static RecordFile open(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    try {
      check(file);
      return new RecordFile(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Opens a file that this process has just written. */
  static RecordFile trusted(Path path) throws IOException {
    return new RecordFile(new RandomAccessFile(path.toFile(), "r"));
  }

  private long[] index(int entries, long indexed) throws IOException {
    long[] positions = new long[entries + 1];
    file.seek(indexed);
    byte[] part = new byte[Long.BYTES << 10];
    for (int i = 0; i < entries; ) {
      int count = Math.min(1 << 10, entries - i);
      file.readFully(part, 0, count * Long.BYTES);
      ByteBuffer longs = ByteBuffer.wrap(part);
      for (int j = 0; j < count; j++) {
        positions[i++] = longs.getLong();
      }
    }
    positions[entries] = indexed;
    long before = RecordWriter.HEADER;
    for (long position : positions) {
      if (position < before) {
        throw new CorpusException("its index is not in order");
      }
      before = position;
    }
    return positions;
  }

  private static Map<String, String> metadata(String text) {
    Map<String, String> metadata = new LinkedHashMap<>();
    text.lines()
        .filter(line -> line.indexOf(' ') > 0)
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              metadata.put(line.substring(0, space), line.substring(space + 1));
            });
    return metadata;
  }

  private static void check(RandomAccessFile file) throws IOException {
    long size = file.length();
    if (size < RecordWriter.HEADER + RecordWriter.TRAILER) {
      throw new CorpusException("it has only " + size + " bytes");
    }
    CRC32C checksum = new CRC32C();
    byte[] buffer = new byte[1 << 20];
    long checked = size - Integer.BYTES;
    for (long at = 0; at < checked; ) {
      int count = (int) Math.min(buffer.length, checked - at);
      file.readFully(buffer, 0, count);
      if (at == 0) {
        checkHeader(ByteBuffer.wrap(buffer));
      }
      checksum.update(buffer, 0, count);
      at += count;
    }
    if (file.readInt() != (int) checksum.getValue()) {
      throw new CorpusException("its checksum is wrong");
    }
  }

  private static void checkHeader(ByteBuffer header) {
    byte[] magic = new byte[RecordWriter.MAGIC.length];
    header.get(magic);
    if (!Arrays.equals(magic, RecordWriter.MAGIC)) {
      throw new CorpusException("it is no file of this kind");
    }
    int version = header.getInt();
    if (version != RecordWriter.VERSION) {
      throw new CorpusException(
          "its format version is "
              + version
              + ", but this version of Thimble reads "
              + RecordWriter.VERSION);
    }
  }

  /** Number of records. */
  int size() {
    return records;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  /**
   * A copy of the bytes of a record.
   *
   * @throws IllegalArgumentException if the file contradicts itself
   * @throws UncheckedIOException if the file cannot be read
   */
  byte[] record(int number) {
    int group = number / RecordWriter.INDEXED;
    int skipped = number % RecordWriter.INDEXED;
    try {
      return index[group + 1] - index[group] > MOST_READ
          ? distant(index[group], skipped)
          : in(group(group), skipped);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] group(int number) throws IOException {
    Group group = groups.get(number % GROUPS);
    if (group == null || group.number != number) {
      byte[] bytes = read(index[number], (int) (index[number + 1] - index[number]));
      group = new Group(number, bytes);
      groups.set(number % GROUPS, group);
    }
    return group.bytes;
  }

  private static byte[] in(byte[] group, int skipped) {
    Varint.Reader reader = new Varint.Reader(group);
    for (int i = 0; i < skipped; i++) {
      reader.skip(reader.next(RecordWriter.MOST_BYTES));
    }
    return reader.bytes(reader.next(RecordWriter.MOST_BYTES));
  }

  private byte[] distant(long group, int skipped) throws IOException {
    long at = group;
    for (int left = skipped; ; left--) {
      byte[] head = read(at, (int) Math.min(5, index[index.length - 1] - at));
      Varint.Reader reader = new Varint.Reader(head);
      int length = reader.next(RecordWriter.MOST_BYTES);
      at += reader.position();
      if (left == 0) {
        return read(at, (int) Math.min(length, index[index.length - 1] - at));
      }
      at += length;
    }
  }

  private byte[] read(long position, int length) throws IOException {
    byte[] bytes = new byte[Math.max(0, length)];
    synchronized (file) {
      file.seek(position);
      file.readFully(bytes);
    }
    return bytes;
  }
}
