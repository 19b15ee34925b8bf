package dev.thimble.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shuts the process down cleanly on a signal: asks the guarded task to stop and waits for its end.
 * The process never exits during a native call, which would leave a crash report. A second signal
 * changes nothing. SIGKILL ends the process at once; files are complete even then.
 */
final class Signals {
  private static final long TIMEOUT_SECONDS = 60;

  private static volatile @Nullable Guard current;
  private static volatile boolean received;

  private Signals() {}

  /** Installs the shutdown hook that reacts to signals. */
  static void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(Signals::end, "signals"));
  }

  /** Whether a signal was received; later failures are its consequence. */
  static boolean received() {
    return received;
  }

  /** Runs a task that ends when its thread is interrupted, as a signal does. */
  static <T> T guard(Task<T> task) throws IOException {
    return guard(Thread.currentThread()::interrupt, task);
  }

  /** Runs a task. A signal calls {@code stop} on another thread, and waits for the task's end. */
  static <T> T guard(Runnable stop, Task<T> task) throws IOException {
    Guard guard = new Guard(stop, new CountDownLatch(1));
    current = guard;
    try {
      return task.run();
    } finally {
      current = null;
      guard.ended.countDown();
    }
  }

  private static void end() {
    received = true;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    try {
      Guard guard = current;
      if (guard != null) {
        guard.stop.run();
        guard.ended.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      }
      while (isInNativeCode() && System.nanoTime() < deadline) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isInNativeCode() {
    return Thread.getAllStackTraces().values().stream()
        .anyMatch(
            frames ->
                frames.length > 0
                    && frames[0].isNativeMethod()
                    && frames[0].getClassName().startsWith("ai.djl."));
  }

  /** A task that a signal may stop. */
  @FunctionalInterface
  interface Task<T> {
    T run() throws IOException;
  }

  private record Guard(Runnable stop, CountDownLatch ended) {}
}
