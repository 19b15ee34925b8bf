package dev.thimble.translation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a queue and its workers do. Thread-safe. Counting allocates nothing. */
final class ServingCounters {
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger runningBatches = new AtomicInteger();
  private final AtomicLong sentences = new AtomicLong();
  private final AtomicLong batches = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final AtomicLong timedOut = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong(); // nanoseconds
  private final AtomicLong computing = new AtomicLong(); // nanoseconds

  void left(long nanosInQueue) {
    waiting.addAndGet(nanosInQueue);
  }

  void begin(int batchSize) {
    runningBatches.incrementAndGet();
    running.addAndGet(batchSize);
  }

  void end(int batchSize, long nanos) {
    running.addAndGet(-batchSize);
    runningBatches.decrementAndGet();
    sentences.addAndGet(batchSize);
    batches.incrementAndGet();
    computing.addAndGet(nanos);
  }

  void failed() {
    failed.incrementAndGet();
  }

  void rejected() {
    rejected.incrementAndGet();
  }

  void timedOut() {
    timedOut.incrementAndGet();
  }

  ServingStatus status(boolean open, int queued, ServingConfig config) {
    return new ServingStatus(
        open,
        queued,
        config.queueCapacity(),
        running.get(),
        runningBatches.get(),
        config.workers(),
        new ServingStatus.Totals(
            sentences.get(),
            batches.get(),
            failed.get(),
            rejected.get(),
            timedOut.get(),
            Duration.ofNanos(waiting.get()),
            Duration.ofNanos(computing.get())));
  }
}
