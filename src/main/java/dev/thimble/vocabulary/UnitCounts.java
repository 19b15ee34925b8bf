package dev.thimble.vocabulary;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Exact counts of any number of units in bounded memory: when a number of different units is
 * reached, they are written in order to a temporary file, and all files are merged in the end. Not
 * thread-safe. Owns its files until closed.
 */
final class UnitCounts implements AutoCloseable {
  private static final int MOST_IN_MEMORY = 1 << 20;
  private static final int BYTES_OF_A_UNIT = 1024; // of the heap, with a wide margin

  private final int most;
  private final Path folder;
  private final Map<String, Long> counts = new HashMap<>();
  private final List<Path> files = new ArrayList<>();

  /** Takes the more memory the larger the heap is; the counts do not depend on that. */
  UnitCounts() {
    this(
        (int) Math.min(MOST_IN_MEMORY, Runtime.getRuntime().maxMemory() / BYTES_OF_A_UNIT),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * Counts nothing yet.
   *
   * @param most different units in memory
   * @param folder for temporary files
   */
  UnitCounts(int most, Path folder) {
    this.most = most;
    this.folder = folder;
  }

  /** A unit and its count. */
  record Unit(String text, long count) {}

  /** Takes a unit and its count. */
  @FunctionalInterface
  interface Sink {
    void add(String unit, long count);
  }

  /** Counts in order. */
  @FunctionalInterface
  private interface Source {
    Map.@Nullable Entry<String, Long> next() throws IOException;
  }

  /** The next count of a source. */
  private record Head(String unit, long count, Source source) {}

  /** Keeps all units in memory. */
  static UnitCounts inMemory() {
    return new UnitCounts(Integer.MAX_VALUE, Path.of(""));
  }

  void add(String unit, long count) {
    counts.merge(unit, count, Long::sum);
    if (counts.size() >= most) {
      spill();
    }
  }

  /** A view of the counts in memory. */
  Map<String, Long> kept() {
    return counts;
  }

  private void spill() {
    try {
      Path file = Files.createTempFile(folder, "thimble", ".counts");
      files.add(file);
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
        for (Map.Entry<String, Long> entry : sorted()) {
          byte[] unit = entry.getKey().getBytes(StandardCharsets.UTF_8);
          out.writeInt(unit.length);
          out.write(unit);
          out.writeLong(entry.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(
              folder
                  + " cannot hold the counts of words ("
                  + e.getMessage()
                  + "); name another folder by java -Djava.io.tmpdir=FOLDER",
              e));
    }
    counts.clear();
  }

  private List<Map.Entry<String, Long>> sorted() {
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(Map.Entry.comparingByKey());
    return sorted;
  }

  /** Gives each unit once, with its count, in the order of the units' chars. */
  void forEach(Sink sink) {
    PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::unit));
    List<DataInputStream> open = new ArrayList<>();
    try {
      Iterator<Map.Entry<String, Long>> memory = sorted().iterator();
      offer(() -> memory.hasNext() ? memory.next() : null, heads);
      for (Path file : files) {
        DataInputStream in =
            new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        open.add(in);
        offer(() -> read(in), heads);
      }
      while (!heads.isEmpty()) {
        String unit = heads.peek().unit;
        long sum = 0;
        while (!heads.isEmpty() && heads.peek().unit.equals(unit)) {
          Head head = heads.remove();
          sum += head.count;
          offer(head.source, heads);
        }
        sink.add(unit, sum);
      }
      for (DataInputStream in : open) {
        in.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The most frequent units, in the order of their chars.
   *
   * @param most units to give; of equally frequent ones, the first in that order
   */
  List<Unit> mostFrequent(int most) {
    PriorityQueue<Unit> frequent =
        new PriorityQueue<>(
            Comparator.comparingLong(Unit::count)
                .thenComparing(Unit::text, Comparator.reverseOrder()));
    forEach(
        (unit, count) -> {
          frequent.add(new Unit(unit, count));
          if (frequent.size() > most) {
            frequent.remove();
          }
        });
    List<Unit> sorted = new ArrayList<>(frequent);
    sorted.sort(Comparator.comparing(Unit::text));
    return sorted;
  }

  private static void offer(Source source, PriorityQueue<Head> heads) throws IOException {
    Map.Entry<String, Long> next = source.next();
    if (next != null) {
      heads.add(new Head(next.getKey(), next.getValue(), source));
    }
  }

  private static Map.@Nullable Entry<String, Long> read(DataInputStream in) throws IOException {
    int length;
    try {
      length = in.readInt();
    } catch (EOFException e) {
      return null;
    }
    String unit = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return Map.entry(unit, in.readLong());
  }

  /** Deletes the files. */
  @Override
  public void close() {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
    }
    files.clear();
  }
}
