package dev.thimble.cli;

import dev.thimble.cli.TextInput.Opener;
import dev.thimble.corpus.TextLines;
import dev.thimble.natives.HeapRetry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lines of an input that may pause, such as a pipe. A thread of this object opens the input and
 * reads ahead; {@link #take} returns all lines that have arrived, so that no line waits for the
 * next one. An interrupt ends the wait. Holds a bounded number of lines. The thread ends with the
 * input; for one reader.
 */
final class ArrivingLines {
  /** Follows the last line; compared by identity, since a line may have the same characters. */
  private final String end = new String("end");

  private final BlockingQueue<String> arrived;
  private final HeapRetry putEnd; // with a full heap, not even a lock can be waited for
  private @Nullable Throwable failure; // set before the end is put into the queue
  private boolean ended; // the reader has taken the end

  /**
   * Starts to read.
   *
   * @param opener opens the input on the reading thread, which also closes it
   * @param ahead maximum number of lines read ahead
   */
  ArrivingLines(Opener opener, int ahead) {
    arrived = new ArrayBlockingQueue<>(ahead);
    putEnd = new HeapRetry(() -> arrived.put(end));
    Thread reader = new Thread(() -> read(opener), "thimble-input");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Waits for a line, and returns it with all further lines that have arrived.
   *
   * @return lines in their order; an empty list at the end of the input
   * @throws IOException if the input could not be opened or read, after all lines before the
   *     failure
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
    } catch (Throwable e) { // errors too: without the end, take() would wait for ever
      failure = e;
    }
    putEnd.run();
  }
}
