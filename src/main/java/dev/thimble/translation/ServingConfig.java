package dev.thimble.translation;

import dev.thimble.integrity.Require;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * Batching, queue and threads of a translator. They change its speed, not its results. Immutable.
 *
 * <p>The sentences of all callers wait in one queue, first come, first served. While all workers
 * are busy, the next batch forms. A free worker takes a waiting sentence at once, except after a
 * batch of n > 1 sentences: then it waits up to {@code maxWait} for n sentences.
 *
 * @param batchSize most sentences in a batch
 * @param batchPieces most source pieces in a batch, padding included; a longer sentence forms a
 *     batch alone
 * @param maxWait longest time that a free worker waits for more sentences, up to a minute
 * @param queueCapacity most sentences in the queue; further callers wait for room, within their
 *     {@link CallLimits}
 * @param workers number of batches computed at the same time, each on its own thread
 * @param threads number of threads of one native operation; 0 for the process-wide setting
 */
public record ServingConfig(
    int batchSize, int batchPieces, Duration maxWait, int queueCapacity, int workers, int threads)
    implements Serializable {
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
   * {@return batches of up to 64 sentences and 16,384 pieces, a wait of 2 ms, a queue of 1,024
   * sentences, and one worker with one native thread for each processor, up to 8} More native
   * threads for an operation help only on an otherwise idle machine, because they spin while they
   * wait for one another.
   */
  public static ServingConfig defaults() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new ServingConfig(
        64, 16_384, Duration.ofMillis(2), 1024, Math.min(processors, MOST_WORKERS), 1);
  }

  /**
   * {@return the same with another batch size}
   *
   * @param sentences most in one batch, 1 to {@value #MAX_BATCH_SIZE}
   */
  public ServingConfig withBatchSize(int sentences) {
    return new ServingConfig(sentences, batchPieces, maxWait, queueCapacity, workers, threads);
  }

  /**
   * {@return the same with another {@code maxWait}}
   *
   * @param wait longest wait for further sentences, up to a minute; zero for none
   */
  public ServingConfig withMaxWait(Duration wait) {
    return new ServingConfig(batchSize, batchPieces, wait, queueCapacity, workers, threads);
  }

  /**
   * {@return the same with another queue capacity}
   *
   * @param sentences most in the queue, at least 1
   */
  public ServingConfig withQueueCapacity(int sentences) {
    return new ServingConfig(batchSize, batchPieces, maxWait, sentences, workers, threads);
  }

  /**
   * {@return the same with other numbers of workers and of native threads for each operation}
   *
   * @param workerThreads threads that compute batches, at least 1
   * @param nativeThreads threads of one native operation; 0 for the process-wide setting
   */
  public ServingConfig withThreads(int workerThreads, int nativeThreads) {
    return new ServingConfig(
        batchSize, batchPieces, maxWait, queueCapacity, workerThreads, nativeThreads);
  }
}
