package dev.thimble.translation;

import dev.thimble.SmallHeap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A process that repeatedly fills its heap to the last byte and frees it while callers run. Exit
 * code 0 if every caller continues after each time, 1 if one waits forever.
 */
final class FullHeap {
  private static final int ROUNDS = 4;
  private static final long FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  @SuppressWarnings("UnusedVariable") // keeps its content from being collected
  private static volatile @Nullable Object heap;

  private FullHeap() {}

  /** Runs {@link #main} in its own process; returns its output. */
  static String run(String heap, String... arguments) throws IOException, InterruptedException {
    return SmallHeap.run(heap, FullHeap.class, arguments);
  }

  /**
   * Runs the rounds.
   *
   * @param arguments "queue", or "translator" and a model folder
   */
  public static void main(String[] arguments) throws IOException {
    List<Caller> callers = new ArrayList<>();
    if (arguments[0].equals("queue")) {
      ServingConfig serving = new ServingConfig(4, 1000, Duration.ofMillis(1), 8, 2, 0);
      BatchQueue queue = new BatchQueue(serving, () -> {});
      for (int i = 0; i < 4; i++) {
        callers.add(new Caller(() -> twice(queue)));
      }
    } else {
      Translator translator =
          Translator.load(Path.of(arguments[1]), TranslationOptions.builder().beamSize(1).build());
      String expected = translator.translate("the cat").text();
      callers.add(new Caller(() -> check(expected, translator.translate("the cat"))));
      callers.add(new Caller(() -> check(expected, translator.translate("the cat", text -> {}))));
      callers.add(new Caller(() -> check(expected, translator.translateAsync("the cat").get())));
    }
    callers.forEach(caller -> new Thread(caller).start());
    awaitAll(callers);
    for (int round = 0; round < ROUNDS; round++) {
      heap = fill();
      LockSupport.parkNanos(FULL_NANOS);
      heap = null;
      awaitAll(callers);
    }
    System.out.println("every caller went on");
    callers.forEach(caller -> System.out.println(caller.failed + " calls failed"));
    System.exit(0);
  }

  private static void twice(BatchQueue queue) {
    PendingResult<Integer, Integer> pending = new PendingResult<>(new Doubling(), 21);
    Call call = queue.begin(CallLimits.none(), (done, total) -> {});
    queue.submit(List.of(pending), call);
    if (pending.await(call) != 42) {
      throw new IllegalStateException("wrong answer");
    }
  }

  private static void check(String expected, Translation found) {
    if (!found.text().equals(expected)) {
      throw new IllegalStateException("wrong answer");
    }
  }

  /* Waits until each caller has got another result. */
  private static void awaitAll(List<Caller> callers) {
    for (int i = 0; i < callers.size(); i++) {
      Caller caller = callers.get(i);
      long before = caller.answered.get();
      long start = System.nanoTime();
      while (caller.answered.get() == before) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          System.out.println("caller " + i + " waits for ever");
          Runtime.getRuntime().halt(1);
        }
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  /* Fills the heap with large blocks, then with ever smaller ones. */
  private static @Nullable Object fill() {
    Object[] head = null;
    for (int size = 1 << 18; size >= 1; size /= 8) {
      try {
        while (true) {
          Object[] block = new Object[size];
          block[0] = head;
          head = block;
        }
      } catch (OutOfMemoryError e) {
        // a smaller one may fit
      }
    }
    return head;
  }

  private interface Task {
    void run() throws ExecutionException, InterruptedException;
  }

  /** Calls forever; an OutOfMemoryError fails a call, any other failure ends the process. */
  private static final class Caller implements Runnable {
    private final AtomicLong answered = new AtomicLong();
    private final Task task;
    private volatile long failed;

    Caller(Task task) {
      this.task = task;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread writes it
    public void run() {
      while (true) {
        try {
          task.run();
          answered.incrementAndGet();
        } catch (OutOfMemoryError e) {
          failed++;
        } catch (Throwable e) {
          if (!(e.getCause() instanceof OutOfMemoryError)) {
            e.printStackTrace();
            Runtime.getRuntime().halt(2);
          }
          failed++;
        }
      }
    }
  }

  private record Doubling() implements BatchTask<Integer, Integer> {
    @Override
    public int length(Integer input) {
      return 1;
    }

    @Override
    public List<Integer> compute(List<Integer> inputs, IntPredicate abandoned) {
      if (abandoned.test(0)) {
        throw new CancellationException();
      }
      return inputs.stream().map(input -> 2 * input).toList();
    }
  }
}
