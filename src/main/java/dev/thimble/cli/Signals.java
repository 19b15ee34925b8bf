package dev.thimble.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process in order when a signal asks for it: work under a guard is told to stop, and is
 * waited for; the process never ends under a native call, which would leave a crash report. A
 * second signal changes nothing; SIGKILL always works, and what was saved is whole.
 */
final class Signals {
  private static final long PATIENCE_SECONDS = 60;

  private static volatile @Nullable Guard current;
  private static volatile boolean received;

  private Signals() {}

  /** Hears of signals from now on. */
  static void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(Signals::end, "signals"));
  }

  /** Whether a signal came: what failed since then failed for that. */
  static boolean received() {
    return received;
  }

  /** Does work that an interrupt of its thread ends; a signal meanwhile interrupts it. */
  static <T> T guard(Task<T> task) throws IOException {
    return guard(Thread.currentThread()::interrupt, task);
  }

  /** Does work; a signal meanwhile calls {@code stop}, on another thread, and waits for its end. */
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
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      Guard guard = current;
      if (guard != null) {
        guard.stop.run();
        guard.ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
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

  /** Work that a signal may stop. */
  @FunctionalInterface
  interface Task<T> {
    T run() throws IOException;
  }

  private record Guard(Runnable stop, CountDownLatch ended) {}
}
