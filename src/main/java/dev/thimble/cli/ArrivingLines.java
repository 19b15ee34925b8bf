package dev.thimble.cli;

import dev.thimble.cli.TextInput.Opener;
import dev.thimble.corpus.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lines as they arrive: a thread opens them and reads ahead, and the reader takes all that is
 * there, so that a line is never kept waiting for the next, and an interrupt ends the wait. Holds a
 * bounded number of lines. Owns the thread, which ends with the lines; for one reader.
 */
final class ArrivingLines {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Follows the last line; told from lines by identity. */
  private final String end = new String("end");

  private final BlockingQueue<String> arrived;
  private @Nullable Throwable failure; // set before the end is put
  private boolean ended; // the reader has taken the end

  /**
   * Starts to read.
   *
   * @param opener opens the lines; the thread closes them after the last
   * @param ahead most lines that are read ahead
   */
  ArrivingLines(Opener opener, int ahead) {
    arrived = new ArrayBlockingQueue<>(ahead);
    Thread reader = new Thread(() -> read(opener), "thimble-input");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Waits for a line, and takes those that have come with it.
   *
   * @return lines in their order; none at the end of the input
   */
  List<String> take() throws IOException {
    List<String> lines = new ArrayList<>();
    try {
      if (!ended) {
        lines.add(arrived.take());
        arrived.drainTo(lines);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for input", e);
    }
    if (!lines.isEmpty() && isEnd(lines.get(lines.size() - 1))) {
      lines.remove(lines.size() - 1);
      ended = true;
    }
    if (lines.isEmpty() && failure != null) {
      fail(failure);
    }
    return lines;
  }

  @SuppressWarnings("ReferenceEquality") // a line may have the same characters
  private boolean isEnd(String line) {
    return line == end;
  }

  private static void fail(Throwable failure) throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure; // read throws nothing else
  }

  private void read(Opener opener) {
    try (TextLines lines = opener.open()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        arrived.put(line);
      }
    } catch (InterruptedException e) {
      failure = new IOException("interrupted while reading input", e);
    } catch (Throwable e) { // also lack of memory: without an end the reader would wait for ever
      failure = e;
    }
    putEnd();
  }

  /* Whatever fails here may succeed later: a full heap cannot even wait for a lock. */
  private void putEnd() {
    while (true) {
      try {
        arrived.put(end);
        return;
      } catch (Throwable e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
