package dev.thimble.translation;

import dev.thimble.integrity.Require;
import java.time.Duration;
import java.util.Objects;

/**
 * How a translator serves its callers. None of it changes a result. Immutable.
 *
 * <p>Callers' sentences wait in one queue, first come, first served. While the workers are busy the
 * next batch gathers; a sentence that finds a worker free waits for nothing. Only after a batch of
 * several does a worker hold the next one, for at most {@code maxWait}, until as many have come
 * again.
 *
 * @param batchSize most sentences that cross the model together
 * @param batchPieces most source pieces that cross the model together, padding counted; a longer
 *     sentence crosses alone
 * @param maxWait longest that a sentence waits for company while the model is free, up to a minute
 * @param queueCapacity most sentences that wait; callers that bring more block until there is room
 * @param workers batches that are in the model at the same time, a thread each
 * @param threads that one native operation of a worker may use; 0 takes the process's number
 */
public record ServingConfig(
    int batchSize, int batchPieces, Duration maxWait, int queueCapacity, int workers, int threads) {
  /** Most sentences in a batch. */
  public static final int MAX_BATCH_SIZE = 65_536;

  /** Most workers, and most threads of one operation. */
  public static final int MAX_THREADS = 1024;

  private static final int MOST_WORKERS = 8;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** Checks every value. */
  public ServingConfig {
    Require.within("batchSize", batchSize, 1, MAX_BATCH_SIZE);
    Require.within("batchPieces", batchPieces, 1, 1 << 26);
    Require.within("queueCapacity", queueCapacity, 1, 1 << 26);
    Require.within("workers", workers, 1, MAX_THREADS);
    Require.within("threads", threads, 0, MAX_THREADS);
    Objects.requireNonNull(maxWait, "maxWait");
    Require.that(
        !maxWait.isNegative() && maxWait.compareTo(LONGEST_WAIT) <= 0,
        "maxWait",
        maxWait,
        "from 0 to " + LONGEST_WAIT);
  }

  /**
   * Batches of 64 sentences and 16,384 pieces, 2 ms, 1,024 sentences waiting; a worker of one
   * thread for each processor, up to 8. Several native threads for one operation pay only where
   * nothing else runs: they wait for one another by spinning.
   */
  public static ServingConfig defaults() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new ServingConfig(
        64, 16_384, Duration.ofMillis(2), 1024, Math.min(processors, MOST_WORKERS), 1);
  }

  /** The same with batches of another size. */
  public ServingConfig withBatchSize(int sentences) {
    return new ServingConfig(sentences, batchPieces, maxWait, queueCapacity, workers, threads);
  }

  /** The same with another longest wait for company. */
  public ServingConfig withMaxWait(Duration wait) {
    return new ServingConfig(batchSize, batchPieces, wait, queueCapacity, workers, threads);
  }

  /** The same with another queue. */
  public ServingConfig withQueueCapacity(int sentences) {
    return new ServingConfig(batchSize, batchPieces, maxWait, sentences, workers, threads);
  }

  /** The same with other numbers of workers, and of native threads for each operation of theirs. */
  public ServingConfig withThreads(int workerThreads, int nativeThreads) {
    return new ServingConfig(
        batchSize, batchPieces, maxWait, queueCapacity, workerThreads, nativeThreads);
  }
}
