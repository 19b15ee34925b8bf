package dev.thimble.translation;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.Segmentations;
import dev.thimble.model.NativeRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What all views of one translator share: the models, the ways to and from its ids, the queue
 * before it, and being open or closed. Thread-safe. Owns the queue's threads, and the models if it
 * is told so, until closed.
 */
final class TranslatorCore implements AutoCloseable {
  private final Ensemble ensemble;
  private final Segmentations segmentations;
  private final Side source;
  private final Side target;
  private final ServingConfig serving;
  private final boolean ownsModels;
  private final BatchQueue queue;
  private final Object lock = new Object(); // guards what follows
  private final IdentityHashMap<Thread, Integer> callers =
      new IdentityHashMap<>(); // open calls by thread
  private boolean closing;
  private boolean closed;

  TranslatorCore(
      Ensemble ensemble, Segmentations segmentations, ServingConfig serving, boolean ownsModels) {
    this.ensemble = ensemble;
    this.segmentations = segmentations;
    source = new Side(segmentations.source());
    target = new Side(segmentations.target());
    this.serving = serving;
    this.ownsModels = ownsModels;
    queue = new BatchQueue(serving, () -> useThreads(serving.threads()));
  }

  /** A core that owns its models; closes them if it cannot be made. */
  static TranslatorCore owning(
      Ensemble ensemble, Path folder, ModelContents contents, ServingConfig serving) {
    Segmentations segmentations = null;
    try {
      segmentations = Segmentations.of(folder, contents);
      return new TranslatorCore(ensemble, segmentations, serving, true);
    } catch (Throwable e) {
      ensemble.close();
      if (segmentations != null) {
        segmentations.close();
      }
      throw e;
    }
  }

  /* The native library keeps the number for each thread that calls it; asking sets it too. */
  private static void useThreads(int threads) {
    NativeRuntime.useThreads(threads == 0 ? NativeRuntime.threads() : threads);
  }

  Ensemble ensemble() {
    return ensemble;
  }

  Side source() {
    return source;
  }

  Side target() {
    return target;
  }

  ServingConfig serving() {
    return serving;
  }

  /**
   * Runs a call that {@link #close} waits for.
   *
   * @throws IllegalStateException if close was called
   */
  <T> T whileOpen(Supplier<T> call) {
    enter();
    try {
      return call.get();
    } finally {
      leave();
    }
  }

  private void enter() {
    synchronized (lock) {
      if (closing) {
        throw new IllegalStateException("the translator is closed; load it again");
      }
      callers.merge(Thread.currentThread(), 1, Integer::sum);
    }
  }

  /* Allocates nothing, so that a call always ends. */
  private void leave() {
    Thread caller = Thread.currentThread();
    synchronized (lock) {
      int calls = callers.get(caller);
      if (calls == 1) {
        callers.remove(caller);
        lock.notifyAll();
      } else {
        callers.put(caller, calls - 1);
      }
    }
  }

  /** Puts a request in the queue; blocks while that is full. */
  <I, R> void submit(PendingResult<I, R> request) {
    queue.submit(request);
  }

  /** Ends a request that nobody waits for any more. */
  void giveUp(PendingResult<?, ?> request) {
    if (request.cancel()) {
      queue.withdraw(request);
    }
  }

  /**
   * Answers many inputs, in their order. They cross the model sorted by length, for batches of like
   * length waste the fewest steps; the longest first, so that at the end no worker waits long for
   * another. A call never has more in the queue than keeps the workers busy, so that other callers
   * come between.
   */
  <I, R> List<R> answerAll(BatchTask<I, R> task, List<I> inputs) {
    int[] order =
        IntStream.range(0, inputs.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -task.length(inputs.get(i))))
            .mapToInt(Integer::intValue)
            .toArray();
    int ahead = (serving.workers() + 1) * serving.batchSize();
    List<PendingResult<I, R>> requests = new ArrayList<>(order.length);
    try {
      for (int i = 0; i < order.length; i++) {
        if (i >= ahead) {
          requests.get(i - ahead).await();
        }
        requests.add(new PendingResult<>(task, inputs.get(order[i])));
        submit(requests.get(i));
      }
      return inOrder(requests, order);
    } finally {
      for (int i = 0; i < requests.size(); i++) {
        giveUp(requests.get(i));
      }
    }
  }

  private static <I, R> List<R> inOrder(List<PendingResult<I, R>> requests, int[] order) {
    List<R> answers = new ArrayList<>(requests.size());
    int[] place = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
    Arrays.stream(place).forEach(i -> answers.add(requests.get(i).await()));
    return answers;
  }

  /**
   * Refuses new calls at once; waits for calls in flight and for what they left in the queue. A
   * second call waits for the first.
   *
   * @throws IllegalStateException from within a call, which cannot wait for itself
   */
  @Override
  public void close() {
    synchronized (lock) {
      if (callers.containsKey(Thread.currentThread())) {
        throw new IllegalStateException(
            "a listener cannot close the translator whose call it hears; close it after the call");
      }
      if (closing) {
        await(() -> closed);
        return;
      }
      closing = true;
      await(callers::isEmpty);
    }
    try {
      queue.close();
      if (ownsModels) {
        ensemble.close();
        segmentations.close();
      }
    } finally {
      synchronized (lock) {
        closed = true;
        lock.notifyAll();
      }
    }
  }

  /* Whatever interrupts: native memory must not be freed under a call. */
  private void await(BooleanSupplier condition) {
    boolean interrupted = false;
    synchronized (lock) {
      while (!condition.getAsBoolean()) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
