package dev.thimble.cli;

import dev.thimble.corpus.BilingualText;
import dev.thimble.corpus.TextLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of inputs, one after another, for one pass. Shows how many bytes are read, if all
 * inputs have a size. For one thread; closed by its end or by {@link #close}.
 */
final class StreamedLines implements Iterable<String>, AutoCloseable {
  private static final int SHOWN = 1 << 12; // lines from one display to the next

  private final List<Path> inputs;
  private final BilingualText bilingual;
  private final CacheDisplay display;
  private final long total; // bytes; 0 if unknown
  private int opened;
  private @Nullable TextLines current;
  private long before; // bytes of inputs before the current one
  private long lines;

  /**
   * Makes a reader that has not read anything.
   *
   * @param bilingual what to read of bilingual files
   */
  StreamedLines(List<Path> inputs, BilingualText bilingual, CacheDisplay display)
      throws IOException {
    this.inputs = inputs;
    this.bilingual = bilingual;
    this.display = display;
    long size = 0;
    for (Path input : inputs) {
      size = size < 0 || !Files.isRegularFile(input) ? -1 : size + Files.size(input);
    }
    total = Math.max(0, size);
  }

  /** Number of lines so far. */
  long lines() {
    return lines;
  }

  @Override
  public Iterator<String> iterator() {
    return new Iterator<>() {
      private @Nullable String next = read();

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public String next() {
        String line = next;
        if (line == null) {
          throw new NoSuchElementException();
        }
        next = read();
        return line;
      }
    };
  }

  private @Nullable String read() {
    try {
      while (true) {
        if (current == null) {
          if (opened == inputs.size()) {
            display.onProgress("reading bytes", total, total);
            return null;
          }
          current = TextInput.open(inputs.get(opened++), bilingual);
        }
        String line = current.next();
        if (line != null) {
          if (++lines % SHOWN == 0) {
            display.onProgress("reading bytes", before + current.bytes(), total);
          }
          return line;
        }
        before += current.bytes();
        close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
