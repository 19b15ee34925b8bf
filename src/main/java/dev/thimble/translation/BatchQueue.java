package dev.thimble.translation;

import dev.thimble.natives.HeapRetry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the inputs of many threads into batches and computes their results on its own threads,
 * the workers. The queue is bounded: {@link #submit} waits while it is full, as long as the call
 * may. Independent of models. Thread-safe; owns its workers until closed, and never runs callers'
 * code on them.
 *
 * <p>Every submitted input gets a result or a failure, even after an {@link OutOfMemoryError}: no
 * {@link Throwable} ends a worker, an input leaves the queue only once it is in a worker's batch,
 * and the code that fails an input allocates nothing.
 */
final class BatchQueue implements AutoCloseable {
  private final ServingConfig config;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition taken = lock.newCondition();

  @SuppressWarnings("JdkObsolete") // ArrayDeque loses its elements if it cannot allocate to grow
  private final LinkedList<PendingResult<?, ?>> waiting = new LinkedList<>();

  private final ServingCounters counters = new ServingCounters();
  private final LongSupplier ticker;
  private final List<Thread> workers;
  private boolean closed;

  /**
   * Starts the workers.
   *
   * @param setUp runs on each worker before its first batch; if it throws, the batch fails with
   *     that exception, and {@code setUp} runs again before the next batch
   */
  BatchQueue(ServingConfig config, Runnable setUp) {
    this(config, setUp, System::nanoTime);
  }

  /**
   * The same with a clock.
   *
   * @param ticker gives the time in nanoseconds, from any origin
   */
  BatchQueue(ServingConfig config, Runnable setUp, LongSupplier ticker) {
    this.config = config;
    this.ticker = ticker;
    workers =
        IntStream.range(0, config.workers())
            .mapToObj(i -> new Thread(new Worker(setUp), "thimble-" + (i + 1)))
            .toList();
    try {
      for (Thread worker : workers) {
        worker.setDaemon(true);
        worker.start();
      }
    } catch (Throwable e) { // no more threads: end those that started
      close();
      throw e;
    }
  }

  /** A call of this queue, which begins now. */
  Call begin(CallLimits limits, ProgressListener progress) {
    return new Call(limits, progress, ticker, counters);
  }

  /**
   * Adds inputs to the queue as soon as there is room for one; the others may exceed the capacity.
   *
   * @throws QueueFullException if there is no room for as long as the call may wait
   * @throws TimeLimitException if the time of the call is over before there is room
   * @throws CancellationException if the thread is interrupted while it waits
   */
  void submit(List<? extends PendingResult<?, ?>> inputs, Call call) {
    lock.lock();
    try {
      awaitRoom(call);
      if (closed) {
        throw new IllegalStateException("the queue is closed");
      }
      call.admit();
      for (PendingResult<?, ?> input : inputs) {
        input.enterQueue(ticker.getAsLong());
        waiting.add(input);
        arrived.signal();
      }
    } catch (InterruptedException e) {
      throw PendingResult.interrupted();
    } finally {
      lock.unlock();
    }
  }

  private void awaitRoom(Call call) throws InterruptedException {
    long nanos = call.patience();
    while (!closed && waiting.size() >= config.queueCapacity()) {
      if (nanos <= 0) {
        throw call.refused(config.queueCapacity());
      }
      nanos = taken.awaitNanos(nanos);
    }
  }

  /** Removes an input that is done already from the queue, if it is still there. */
  void withdraw(PendingResult<?, ?> pending) {
    lock.lock();
    try {
      if (waiting.remove(pending)) {
        taken.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * What the queue is doing.
   *
   * @param open whether calls are accepted
   */
  ServingStatus status(boolean open) {
    int queued;
    lock.lock();
    try {
      queued = waiting.size();
    } finally {
      lock.unlock();
    }
    return counters.status(open, queued, config);
  }

  /** Computes what is waiting, then ends the workers; returns once they have ended. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
      taken.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true; // native memory must not be freed during a batch
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes batches and computes their results until the queue is closed and empty. */
  private final class Worker implements Runnable {
    private final Runnable setUp;
    private final List<PendingResult<?, ?>> batch = new ArrayList<>();
    private final HeapRetry serve = new HeapRetry(this::serve);
    private int last = 1; // size of the last batch
    private boolean isSetUp;
    private @Nullable Throwable failure; // fails the rest of the batch, if not null

    Worker(Runnable setUp) {
      this.setUp = setUp;
    }

    @Override
    public void run() {
      serve.run();
    }

    /* Throws only for lack of memory outside the tasks, and is then run again. */
    private void serve() {
      try {
        failBatch();
        while (take(batch, last)) {
          last = batch.size();
          long begin = ticker.getAsLong();
          counters.begin(last);
          try {
            compute();
          } finally {
            counters.end(last, ticker.getAsLong() - begin);
          }
          batch.clear();
        }
      } catch (Throwable e) {
        failure = e;
        throw e;
      }
    }

    private void failBatch() {
      if (failure != null) {
        for (int i = 0; i < batch.size(); i++) {
          batch.get(i).fail(failure);
        }
        batch.clear();
        failure = null;
      }
    }

    private void compute() {
      int size = batch.size();
      if (size > 0 && !compute(0, size)) { // one by one: a failure must reach only its own caller
        for (int i = 0; i < size; i++) {
          if (!batch.get(i).isDone()) {
            compute(i, i + 1);
          }
        }
      }
    }

    /* Runs the task on a part of the batch. False if it failed on several inputs, which are not done. */
    private boolean compute(int from, int to) {
      try {
        if (!isSetUp) {
          setUp.run();
          isSetUp = true;
        }
        complete(batch.subList(from, to));
      } catch (CancellationException e) {
        for (int i = from; i < to; i++) {
          batch.get(i).cancel();
        }
      } catch (Throwable e) {
        if (to - from > 1) {
          return false;
        }
        if (batch.get(from).fail(reason(e))) {
          counters.failed();
        }
      }
      return true;
    }

    /* While memory lacks, the JVM throws the same error object each time. If it is thrown twice in a
     * try with resources, the JDK cannot suppress it by itself and throws an
     * IllegalArgumentException with it as the cause. */
    private static Throwable reason(Throwable e) {
      return e.getCause() instanceof OutOfMemoryError error ? error : e;
    }

    @SuppressWarnings("unchecked") // all inputs of a batch have an equal task
    private static <I, R> void complete(List<PendingResult<?, ?>> batch) {
      List<PendingResult<I, R>> pending = new ArrayList<>();
      batch.forEach(each -> pending.add((PendingResult<I, R>) each));
      IntPredicate abandoned = i -> pending.get(i).isDone();
      List<I> inputs = pending.stream().map(PendingResult::input).toList();
      List<R> results = pending.get(0).task().compute(inputs, abandoned);
      for (int i = 0; i < results.size(); i++) {
        pending.get(i).complete(results.get(i));
      }
    }
  }

  /*
   * Fills an empty batch; last is the size of the previous one. Returns false, and leaves the batch
   * empty, once the queue is closed and empty.
   */
  private boolean take(List<PendingResult<?, ?>> batch, int last) {
    lock.lock();
    try {
      while (true) {
        while (waiting.isEmpty() && !closed) {
          arrived.awaitUninterruptibly();
        }
        awaitOthers(last);
        fill(batch);
        boolean ended = closed && waiting.isEmpty() && batch.isEmpty();
        if (!batch.isEmpty() || ended) {
          taken.signalAll();
          if (!waiting.isEmpty()) {
            arrived.signal(); // for another worker
          }
          return !ended;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /* Waits until as many requests wait as the last batch had: the same callers usually return. */
  private void awaitOthers(int last) {
    long nanos = config.maxWait().toNanos();
    int expected = Math.min(last, Math.min(config.batchSize(), config.queueCapacity()));
    try {
      while (!closed && !waiting.isEmpty() && waiting.size() < expected && nanos > 0) {
        nanos = arrived.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("a worker was interrupted", e);
    }
  }

  /* Moves the first waiting input, and later ones that may share its batch, to the batch. */
  private void fill(List<PendingResult<?, ?>> batch) {
    int longest = 0;
    try {
      Iterator<PendingResult<?, ?>> iterator = waiting.iterator();
      while (iterator.hasNext() && batch.size() < config.batchSize()) {
        PendingResult<?, ?> next = iterator.next();
        if (next.isDone()) {
          iterator.remove();
          continue;
        }
        int padded = Math.max(longest, next.length());
        boolean fits = (batch.size() + 1L) * padded <= config.batchPieces();
        if (batch.isEmpty() || (fits && next.task().equals(batch.get(0).task()))) {
          batch.add(next);
          longest = padded;
          iterator.remove();
          counters.left(ticker.getAsLong() - next.enteredQueue());
        }
      }
    } catch (Throwable e) {
      if (batch.isEmpty()) {
        throw e;
      } // else out of memory: go on with a smaller batch
    }
  }
}
