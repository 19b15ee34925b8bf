package dev.thimble.translation;

import dev.thimble.model.NativeRuntime;
import dev.thimble.text.MaskedPair;
import dev.thimble.text.Masking;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The state that all views of a translator share: models, queue, and whether it is open.
 * Thread-safe. Until closed, owns the queue's threads and, if {@code ownsModels}, all models.
 */
final class TranslatorCore implements AutoCloseable {
  private final TextModel model;
  private final ChannelModels channelModels;
  private final ServingConfig serving;
  private final boolean ownsModels;
  private final BatchQueue queue;
  private final Object lock = new Object(); // guards the fields below
  private final IdentityHashMap<Thread, Integer> callers =
      new IdentityHashMap<>(); // open calls by thread
  private boolean closing;
  private boolean closed;

  TranslatorCore(
      TextModel model, ChannelModels channelModels, ServingConfig serving, boolean ownsModels) {
    this.model = model;
    this.channelModels = channelModels;
    this.serving = serving;
    this.ownsModels = ownsModels;
    queue = new BatchQueue(serving, () -> useThreads(serving.threads()));
  }

  /**
   * Loads the models, which the core then owns.
   *
   * @throws dev.thimble.checkpoint.CheckpointException if a folder cannot be used or holds a model
   *     of the other kind
   */
  static TranslatorCore load(LoadConfig config, ServingConfig serving, TextModel.Kind kind)
      throws IOException {
    NativeRuntime.loadAhead();
    TextModel model = TextModel.load(config, kind);
    ChannelModels channelModels = ChannelModels.none();
    try {
      channelModels = ChannelModels.load(config, model);
      return new TranslatorCore(model, channelModels, serving, true);
    } catch (Throwable e) {
      model.close();
      channelModels.close();
      throw e;
    }
  }

  /* The native library has a number for each calling thread, so each worker must set its own. */
  private static void useThreads(int threads) {
    NativeRuntime.useThreads(threads == 0 ? NativeRuntime.threads() : threads);
  }

  Ensemble ensemble() {
    return model.ensemble();
  }

  /** The confidence in the model's translations; null if it has no calibration. */
  @Nullable Confidence confidence() {
    return model.confidence();
  }

  Side source() {
    return model.source();
  }

  Side target() {
    return model.target();
  }

  /** A source and its given translation, with symbols for the entities that both have. */
  MaskedPair masked(String sourceText, String targetText) {
    return model.masked(sourceText, targetText);
  }

  /** How entities are masked; null if they are not. */
  @Nullable Masking masking() {
    return model.masking();
  }

  /** The task that scores given translations. */
  SearchBatchTask scoring() {
    return model.scoring();
  }

  /**
   * The models of a noisy channel.
   *
   * @throws IllegalArgumentException if there is none
   */
  ChannelModels channelModels() {
    if (channelModels.isEmpty()) {
      throw new IllegalArgumentException(
          "ranking is CHANNEL, but there is no model to rank by; load the translator with"
              + " LoadConfig.withChannel, withLanguageModel or both");
    }
    return channelModels;
  }

  /**
   * Refuses what only a model that masks can do.
   *
   * @param need begins the message, as in "a glossary needs"
   * @throws IllegalArgumentException if the model does not mask
   */
  void requireMasking(String need) {
    if (masking() == null) {
      throw new IllegalArgumentException(
          need
              + " a model that masks entities, and this one does not; train one with"
              + " --mask-entities");
    }
  }

  ServingConfig serving() {
    return serving;
  }

  /**
   * Runs a call, for whose end {@link #close} waits.
   *
   * @throws IllegalStateException if {@link #close} was called before
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

  /* Allocates nothing, so that a call ends even while the heap is full. */
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

  /** Adds an input to the queue; blocks while the queue is full. */
  <I, R> void submit(PendingResult<I, R> pending) {
    queue.submit(pending);
  }

  /** Cancels a computation unless it is done. */
  void cancel(PendingResult<?, ?> pending) {
    if (pending.cancel()) {
      queue.withdraw(pending);
    }
  }

  /**
   * Computes the results of many inputs, in their order. Submits them sorted by length, because
   * batches of similar lengths waste the fewest steps, and the longest first, so that the workers
   * finish at about the same time. Submits only as many at a time as keep the workers busy, so that
   * other callers get their turn.
   */
  <I, R> List<R> computeAll(BatchTask<I, R> task, List<I> inputs) {
    int[] order =
        IntStream.range(0, inputs.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -task.length(inputs.get(i))))
            .mapToInt(Integer::intValue)
            .toArray();
    int ahead = (serving.workers() + 1) * serving.batchSize();
    List<PendingResult<I, R>> pending = new ArrayList<>(order.length);
    try {
      for (int i = 0; i < order.length; i++) {
        if (i >= ahead) {
          pending.get(i - ahead).await();
        }
        pending.add(new PendingResult<>(task, inputs.get(order[i])));
        submit(pending.get(i));
      }
      return inOrder(pending, order);
    } finally {
      for (int i = 0; i < pending.size(); i++) {
        cancel(pending.get(i));
      }
    }
  }

  /**
   * Computes the results of many inputs on this thread, in batches that depend on the inputs alone,
   * so that every rounding is the same each time.
   *
   * @throws CancellationException if the thread is interrupted
   */
  <I, R> List<R> computeAlone(BatchTask<I, R> task, List<I> inputs) {
    List<R> results = new ArrayList<>(inputs.size());
    for (int from = 0; from < inputs.size(); from += serving.batchSize()) {
      int to = Math.min(inputs.size(), from + serving.batchSize());
      results.addAll(task.compute(inputs.subList(from, to), Thread.currentThread()::isInterrupted));
    }
    return results;
  }

  private static <I, R> List<R> inOrder(List<PendingResult<I, R>> pending, int[] order) {
    List<R> results = new ArrayList<>(pending.size());
    int[] place = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
    Arrays.stream(place).forEach(i -> results.add(pending.get(i).await()));
    return results;
  }

  /**
   * Refuses new calls at once; waits for running calls and for the inputs in the queue. A second
   * call of this method waits for the first.
   *
   * @throws IllegalStateException if a listener calls this on the thread of its own call, which
   *     cannot wait for itself
   */
  @Override
  public void close() {
    synchronized (lock) {
      if (callers.containsKey(Thread.currentThread())) {
        throw new IllegalStateException(
            "a listener cannot close the translator during its own call; close it after the call");
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
        model.close();
        channelModels.close();
      }
    } finally {
      synchronized (lock) {
        closed = true;
        lock.notifyAll();
      }
    }
  }

  /* Waits despite interrupts: native memory must not be freed during a call. */
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
