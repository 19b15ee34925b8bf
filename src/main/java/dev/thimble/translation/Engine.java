package dev.thimble.translation;

import dev.thimble.checkpoint.Segmentations;
import dev.thimble.model.CompiledModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What all views of one translator share: the models, the ways to and from its ids, the queue
 * before it, and being open or closed. Thread-safe. Owns the queue's threads, and the models if it
 * is told so, until closed.
 */
final class Engine implements AutoCloseable {
  private final Models models;
  private final Segmentations segmentations;
  private final ServingConfig serving;
  private final boolean ownsModels;
  private final BatchQueue queue;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  Engine(Models models, Segmentations segmentations, ServingConfig serving, boolean ownsModels) {
    this.models = models;
    this.segmentations = segmentations;
    this.serving = serving;
    this.ownsModels = ownsModels;
    queue = new BatchQueue(serving, () -> useThreads(serving.threads()));
  }

  /* The native library keeps the number for each thread that calls it; asking sets it too. */
  private static void useThreads(int threads) {
    CompiledModule.useThreads(threads == 0 ? CompiledModule.threads() : threads);
  }

  Models models() {
    return models;
  }

  Segmentations segmentations() {
    return segmentations;
  }

  ServingConfig serving() {
    return serving;
  }

  /**
   * Runs a call that {@link #close} waits for.
   *
   * @throws IllegalStateException after close
   */
  <T> T whileOpen(Supplier<T> call) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the translator is closed; load it again");
      }
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Puts one input in the queue; blocks while that is full. */
  <I, R> Request<I, R> submit(Work<I, R> work, I input) {
    Request<I, R> request = new Request<>(work, input);
    queue.submit(request);
    return request;
  }

  /** Ends a request that nobody waits for any more. */
  void giveUp(Request<?, ?> request) {
    if (request.answer().cancel(false)) {
      queue.withdraw(request);
    }
  }

  /**
   * Answers many inputs, in their order. They cross the model sorted by length, for batches of like
   * length waste the fewest steps; the longest first, so that at the end no worker waits long for
   * another. A call never has more in the queue than keeps the workers busy, so that other callers
   * come between.
   */
  <I, R> List<R> answerAll(Work<I, R> work, List<I> inputs) {
    int[] order =
        IntStream.range(0, inputs.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -work.length(inputs.get(i))))
            .mapToInt(Integer::intValue)
            .toArray();
    int ahead = (serving.workers() + 1) * serving.batchSize();
    List<Request<I, R>> requests = new ArrayList<>();
    try {
      for (int i = 0; i < order.length; i++) {
        if (i >= ahead) {
          requests.get(i - ahead).await();
        }
        requests.add(submit(work, inputs.get(order[i])));
      }
      return inOrder(requests, order);
    } finally {
      requests.stream().filter(request -> !request.isDone()).forEach(this::giveUp);
    }
  }

  private static <I, R> List<R> inOrder(List<Request<I, R>> requests, int[] order) {
    List<R> answers = new ArrayList<>(requests.size());
    int[] place = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
    Arrays.stream(place).forEach(i -> answers.add(requests.get(i).await()));
    return answers;
  }

  /** Waits for calls in flight and for what they left in the queue; a second call does nothing. */
  @Override
  public void close() {
    if (lock.getReadHoldCount() > 0) {
      throw new IllegalStateException(
          "the translator cannot be closed by a listener that one of its own calls runs");
    }
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        queue.close();
        if (ownsModels) {
          models.close();
          segmentations.close();
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
