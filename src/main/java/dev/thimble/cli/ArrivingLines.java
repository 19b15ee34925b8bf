package dev.thimble.cli;

import dev.thimble.corpus.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lines as they arrive: a thread opens them and reads ahead, and the reader takes all that is
 * there, so that a line is never kept waiting for the next, and an interrupt ends the wait. Holds a
 * bounded number of lines. Owns the thread, which ends with the lines; for one reader.
 */
final class ArrivingLines {
  /** A line, or the end: a failure, or neither. */
  private record Arrival(@Nullable String line, @Nullable Exception failure) {}

  private final BlockingQueue<Arrival> arrived;
  private @Nullable Arrival end;

  /** Opens lines; may block until the first arrives. */
  @FunctionalInterface
  interface Opening {
    TextLines open() throws IOException;
  }

  /**
   * Starts to read.
   *
   * @param opening of the lines, which the thread closes after the last
   * @param ahead most lines that are read ahead
   */
  ArrivingLines(Opening opening, int ahead) {
    arrived = new ArrayBlockingQueue<>(ahead);
    Thread reader = new Thread(() -> read(opening), "thimble-input");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Waits for a line, and takes those that have come with it.
   *
   * @return lines in their order; none at the end of the input
   */
  List<String> take() throws IOException {
    List<Arrival> taken = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    try {
      if (end == null) {
        taken.add(arrived.take());
        arrived.drainTo(taken);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for input", e);
    }
    for (Arrival arrival : taken) {
      if (arrival.line == null) {
        end = arrival;
      } else {
        lines.add(arrival.line);
      }
    }
    if (lines.isEmpty() && end != null) {
      fail(end.failure);
    }
    return lines;
  }

  private static void fail(@Nullable Exception failure) throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure instanceof RuntimeException runtime) {
      throw runtime;
    }
  }

  private void read(Opening opening) {
    try {
      try (TextLines lines = opening.open()) {
        for (String line = lines.next(); line != null; line = lines.next()) {
          arrived.put(new Arrival(line, null));
        }
        arrived.put(new Arrival(null, null));
      } catch (IOException | RuntimeException e) {
        arrived.put(new Arrival(null, e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
