package dev.thimble.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The probabilities t(target piece | source piece) of model 1 for all pairs of pieces, and the
 * counts from which the next ones are estimated. The target pieces are divided into blocks, of
 * which one is in memory; the counts of the others are in a temporary file. For one thread; {@link
 * #close} deletes the file.
 */
final class TranslationTable implements AutoCloseable {
  /** Count of a pair that occurs in no sentence: the addition of any share, 0 too, changes it. */
  private static final float ABSENT = -0f;

  private final int sources;
  private final int targets;
  private final int rows; // of a block, at most
  private final @Nullable FileChannel file; // null if one block has all
  private final ByteBuffer bytes; // of a row
  private float[][] probabilities; // (rows, sources)
  private float[][] counts; // (rows, sources)
  private int first; // target piece of the block
  private double @Nullable [] totals; // of the counts, by source; null before the first pass
  private double[] nextTotals;

  /**
   * A table in which every pair has the probability 1.
   *
   * @param limit most bytes of a block, which has one target piece at least
   */
  TranslationTable(int sources, int targets, long limit) throws IOException {
    this.sources = sources;
    this.targets = targets;
    rows = (int) Math.max(1, Math.min(targets, limit / (2L * Float.BYTES * sources)));
    probabilities = new float[rows][sources];
    counts = new float[rows][sources];
    nextTotals = new double[sources];
    bytes = ByteBuffer.allocate(sources * Float.BYTES);
    file = rows < targets ? temporaryFile() : null;
  }

  /* createTempFile lets only the owner read the file. */
  private static FileChannel temporaryFile() throws IOException {
    return FileChannel.open(
        Files.createTempFile("thimble", ".counts"),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Number of blocks. */
  int blocks() {
    return (targets + rows - 1) / rows;
  }

  /** Loads the probabilities of a block, counted from 0; its counts begin anew. */
  void load(int block) throws IOException {
    first = block * rows;
    if (file == null) {
      float[][] counted = counts;
      counts = probabilities;
      probabilities = counted;
    }
    for (int target : loaded().toArray()) {
      float[] row = probabilities(target);
      if (totals == null) {
        Arrays.fill(row, 1);
      } else {
        read(target, row);
        for (int source = 0; source < sources; source++) {
          row[source] = isPresent(row[source]) ? (float) (row[source] / totals[source]) : ABSENT;
        }
      }
      Arrays.fill(counts(target), ABSENT);
    }
  }

  /** The target pieces of the loaded block. */
  IntStream loaded() {
    return IntStream.range(first, Math.min(first + rows, targets));
  }

  boolean isLoaded(int target) {
    return target >= first && target < first + rows;
  }

  /** The probabilities of a loaded target piece, by source piece. */
  float[] probabilities(int target) {
    return probabilities[target - first];
  }

  /** The counts of a loaded target piece, by source piece; the caller adds to them. */
  float[] counts(int target) {
    return counts[target - first];
  }

  /** Whether a pair with this probability or count occurs in a sentence. */
  static boolean isPresent(float number) {
    return Float.floatToRawIntBits(number) >= 0;
  }

  /** Stores the counts of the loaded block. */
  void save() throws IOException {
    for (int target : loaded().toArray()) {
      float[] row = counts(target);
      for (int source = 0; source < sources; source++) {
        nextTotals[source] += row[source];
      }
      write(target, row);
    }
  }

  /** Makes the saved counts of all blocks the next probabilities. */
  void update() {
    totals = nextTotals;
    nextTotals = new double[sources];
  }

  private void read(int target, float[] row) throws IOException {
    if (file == null) {
      return;
    }
    bytes.clear();
    while (bytes.hasRemaining()) {
      if (file.read(bytes, position(target) + bytes.position()) < 0) {
        throw new IOException("a temporary file of counts was cut off");
      }
    }
    bytes.flip().asFloatBuffer().get(row);
  }

  private void write(int target, float[] row) throws IOException {
    if (file == null) {
      return;
    }
    bytes.clear().asFloatBuffer().put(row);
    while (bytes.hasRemaining()) {
      file.write(bytes, position(target) + bytes.position());
    }
  }

  private long position(int target) {
    return (long) target * sources * Float.BYTES;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
