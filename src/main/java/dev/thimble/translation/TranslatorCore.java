package dev.thimble.translation;

import dev.thimble.model.NativeRuntime;
import dev.thimble.text.MaskedPair;
import dev.thimble.text.Masking;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
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
  private final Object lock = new Object(); // guards the next two fields; held for moments only
  private final IdentityHashMap<Thread, Integer> callers =
      new IdentityHashMap<>(); // open calls by thread
  private boolean closing;

  // Waiting in a monitor would block the carrier of a virtual thread; counting down allocates
  // nothing.
  private final CountDownLatch idle = new CountDownLatch(1); // closing, and no call is running
  private final CountDownLatch closed = new CountDownLatch(1);

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

  /** The confidence in the model's translations by options; null without a calibration. */
  @Nullable Confidence confidence(TranslationOptions options) {
    return model.confidences().of(options.ranking());
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
   * Checks that the model masks entities.
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
   * Runs a call; {@link #close} waits for its end.
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
        countIfIdle();
      } else {
        callers.put(caller, calls - 1);
      }
    }
  }

  private void countIfIdle() {
    if (closing && callers.isEmpty()) {
      idle.countDown();
    }
  }

  /** What the workers are doing. */
  ServingStatus status() {
    boolean open;
    synchronized (lock) {
      open = !closing;
    }
    return queue.status(open);
  }

  /** A call that begins now, without a listener. */
  Call begin(CallLimits limits) {
    return queue.begin(limits, (done, total) -> {});
  }

  /** A call that begins now. */
  Call begin(CallLimits limits, ProgressListener progress) {
    return queue.begin(limits, progress);
  }

  /** Adds inputs to the queue; see {@link BatchQueue#submit}. */
  void submit(List<? extends PendingResult<?, ?>> inputs, Call call) {
    queue.submit(inputs, call);
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
   * other callers get their turn. Reports the progress to the call.
   *
   * @throws QueueFullException if there is no room for the first for as long as the call may wait
   * @throws TimeLimitException if the time of the call is over
   */
  <I, R> List<R> computeAll(BatchTask<I, R> task, List<I> inputs, Call call) {
    int[] order =
        IntStream.range(0, inputs.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -task.length(inputs.get(i))))
            .mapToInt(Integer::intValue)
            .toArray();
    int ahead = (serving.workers() + 1) * serving.batchSize();
    List<PendingResult<I, R>> pending = new ArrayList<>(order.length);
    List<@Nullable R> results = new ArrayList<>(Collections.nCopies(order.length, null));
    try {
      for (int done = 0; done < order.length; done++) {
        while (pending.size() < Math.min(order.length, done + ahead)) {
          pending.add(new PendingResult<>(task, inputs.get(order[pending.size()])));
          submit(List.of(pending.get(pending.size() - 1)), call);
        }
        results.set(order[done], pending.get(done).await(call));
        call.done(done + 1, order.length);
      }
      return results;
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
      results.addAll(
          task.compute(inputs.subList(from, to), i -> Thread.currentThread().isInterrupted()));
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the thread was interrupted while it computed");
      }
    }
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
    boolean first;
    synchronized (lock) {
      if (callers.containsKey(Thread.currentThread())) {
        throw new IllegalStateException(
            "a listener cannot close the translator during its own call; close it after the call");
      }
      first = !closing;
      closing = true;
      countIfIdle();
    }
    if (!first) {
      await(closed);
      return;
    }
    await(idle);
    try {
      queue.close();
      if (ownsModels) {
        model.close();
        channelModels.close();
      }
    } finally {
      closed.countDown();
    }
  }

  /* Waits despite interrupts: native memory must not be freed during a call. */
  private static void await(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
