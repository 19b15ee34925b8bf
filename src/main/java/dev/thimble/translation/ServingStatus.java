package dev.thimble.translation;

import java.time.Duration;
import java.util.Objects;

/**
 * What a translator is doing, for health checks and metrics. Immutable. The values were read one
 * after another while other threads ran, so they may not be of one moment.
 *
 * @param open whether it accepts calls; false once {@code close} was called
 * @param queued sentences that wait for a worker. All sentences of an asynchronous text enter
 *     together, so this may exceed the capacity
 * @param queueCapacity {@link ServingConfig#queueCapacity}
 * @param running sentences that workers are computing
 * @param runningBatches batches that workers are computing
 * @param workers {@link ServingConfig#workers}
 * @param totals sums since the translator was loaded
 */
public record ServingStatus(
    boolean open,
    int queued,
    int queueCapacity,
    int running,
    int runningBatches,
    int workers,
    Totals totals) {
  /** Checks the totals. */
  public ServingStatus {
    Objects.requireNonNull(totals, "totals");
  }

  /** {@return whether a further call would have to wait for room in the queue} */
  public boolean isFull() {
    return queued >= queueCapacity;
  }

  /**
   * Sums since a translator was loaded. They only grow.
   *
   * @param sentences sentences that were computed, including those that failed
   * @param batches batches that were computed
   * @param failed sentences whose computation threw an exception or an error
   * @param rejected calls that ended with a {@link QueueFullException}
   * @param timedOut calls that ended with a {@link TimeLimitException}
   * @param waiting time in the queue, summed over all sentences
   * @param computing time of computing, summed over all workers
   */
  public record Totals(
      long sentences,
      long batches,
      long failed,
      long rejected,
      long timedOut,
      Duration waiting,
      Duration computing) {
    /** Checks the durations. */
    public Totals {
      Objects.requireNonNull(waiting, "waiting");
      Objects.requireNonNull(computing, "computing");
    }
  }
}
