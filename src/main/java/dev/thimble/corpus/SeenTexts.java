package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The hashes of any number of texts, in bounded memory. Up to a limit they are in a hash table;
 * when that is full, it is sorted, written to a temporary file, and emptied. One of 256 hashes of
 * each file stays in memory, so that a look-up reads one block of each file. Results are exact for
 * every limit. Not thread-safe; {@link #close} deletes the files.
 */
public final class SeenTexts implements AutoCloseable {
  /** Hashes of a block of a file. */
  static final int BLOCK = 256;

  private static final int HASH_BYTES = 2 * Long.BYTES;
  private static final int MOST = 1 << 24;

  private final int limit;
  private final Path folder;
  private int bits = 8; // the table has 2^bits slots
  private long[] table = new long[2 << bits]; // (slot, high and low); two zeros: free
  private int size; // of the table
  private boolean zero; // whether the hash of two zeros was seen
  private final List<Run> runs = new ArrayList<>();

  /**
   * Makes an empty set.
   *
   * @param limit most hashes in memory, from 1 to 2^24; each takes at most 64 bytes
   * @param folder of the temporary files
   */
  public SeenTexts(int limit, Path folder) {
    Require.within("limit", limit, 1, MOST);
    this.limit = limit;
    this.folder = Objects.requireNonNull(folder, "folder");
  }

  /**
   * The number of hashes that fit an eighth of the Java heap.
   *
   * @return from 1 to 2^24, a power of two
   */
  public static int defaultLimit() {
    long most = Runtime.getRuntime().maxMemory() / 8 / (2 * HASH_BYTES);
    return (int) Math.min(MOST, Long.highestOneBit(most));
  }

  /**
   * Adds a hash.
   *
   * @param hash of a text or a pair
   * @return whether it is new
   * @throws IOException if a temporary file cannot be written or read
   */
  public boolean add(TextHash hash) throws IOException {
    Objects.requireNonNull(hash, "hash");
    if (hash.high() == 0 && hash.low() == 0) {
      boolean fresh = !zero;
      zero = true;
      return fresh;
    }
    if (!isFree(slot(hash.high(), hash.low()))) {
      return false;
    }
    for (Run run : runs) {
      if (run.contains(hash)) {
        return false;
      }
    }
    if (size == limit) {
      spill();
    } else if (2 * size >= 1 << bits) {
      grow();
    }
    put(hash.high(), hash.low());
    size++;
    return true;
  }

  /** Number of temporary files. */
  int files() {
    return runs.size();
  }

  private boolean isFree(int slot) {
    return table[2 * slot] == 0 && table[2 * slot + 1] == 0;
  }

  /* The slot of a hash, or the free slot for it: linear probing from the first bits. The table is
   * thus almost in order. */
  private int slot(long high, long low) {
    int slot = (int) (high >>> (Long.SIZE - bits));
    while (!isFree(slot) && (table[2 * slot] != high || table[2 * slot + 1] != low)) {
      slot = (slot + 1) & ((1 << bits) - 1);
    }
    return slot;
  }

  private void put(long high, long low) {
    int slot = slot(high, low);
    table[2 * slot] = high;
    table[2 * slot + 1] = low;
  }

  private void grow() {
    long[] old = table;
    bits++;
    table = new long[2 << bits];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0 || old[i + 1] != 0) {
        put(old[i], old[i + 1]);
      }
    }
  }

  private void spill() throws IOException {
    int length = 0;
    for (int i = 0; i < table.length; i += 2) {
      if (table[i] != 0 || table[i + 1] != 0) {
        insert(table[i], table[i + 1], length);
        length += 2;
      }
    }
    runs.add(Run.write(table, length, folder));
    Arrays.fill(table, 0);
    size = 0;
  }

  /* Inserts a hash into those in order at the start of the table. It rarely moves others far. */
  private void insert(long high, long low, int length) {
    int at = length;
    while (at > 0 && isGreater(table[at - 2], table[at - 1], high, low)) {
      table[at] = table[at - 2];
      table[at + 1] = table[at - 1];
      at -= 2;
    }
    table[at] = high;
    table[at + 1] = low;
  }

  private static boolean isGreater(long high, long low, long otherHigh, long otherLow) {
    int order = Long.compareUnsigned(high, otherHigh);
    return order != 0 ? order > 0 : Long.compareUnsigned(low, otherLow) > 0;
  }

  @Override
  public void close() throws IOException {
    for (Run run : runs) {
      run.channel().close();
    }
  }

  /** A file of sorted hashes, of which the first of each block is in memory. */
  private record Run(FileChannel channel, int size, TextHash[] firsts) {
    /* createTempFile lets only the owner read the file. */
    static Run write(long[] sorted, int length, Path folder) throws IOException {
      FileChannel channel =
          FileChannel.open(
              Files.createTempFile(folder, "thimble", ".hashes"),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      List<TextHash> firsts = new ArrayList<>();
      ByteBuffer bytes = ByteBuffer.allocate(BLOCK * HASH_BYTES);
      for (int i = 0; i < length; i += 2) {
        if (i % (2 * BLOCK) == 0) {
          firsts.add(new TextHash(sorted[i], sorted[i + 1]));
        }
        bytes.putLong(sorted[i]).putLong(sorted[i + 1]);
        if (!bytes.hasRemaining() || i == length - 2) {
          bytes.flip();
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          bytes.clear();
        }
      }
      return new Run(channel, length / 2, firsts.toArray(TextHash[]::new));
    }

    boolean contains(TextHash hash) throws IOException {
      int at = Arrays.binarySearch(firsts, hash);
      int block = at >= 0 ? at : -at - 2;
      if (block < 0) {
        return false;
      }
      int length = Math.min(BLOCK, size - block * BLOCK);
      ByteBuffer bytes = ByteBuffer.allocate(length * HASH_BYTES);
      long start = (long) block * BLOCK * HASH_BYTES;
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, start + bytes.position()) < 0) {
          throw new IOException("a temporary file of hashes was cut off");
        }
      }
      bytes.flip();
      while (bytes.hasRemaining()) {
        long high = bytes.getLong();
        long low = bytes.getLong();
        if (high == hash.high() && low == hash.low()) {
          return true;
        }
      }
      return false;
    }
  }
}
