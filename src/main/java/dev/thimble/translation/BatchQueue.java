package dev.thimble.translation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Gathers the requests of many threads into batches, and answers them on threads of its own. The
 * queue is bounded: whoever brings more waits. Knows nothing of models. Thread-safe; owns its
 * threads until closed, and no caller's code runs on them.
 */
final class BatchQueue implements AutoCloseable {
  private final ServingConfig config;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition taken = lock.newCondition();
  private final Deque<Request<?, ?>> waiting = new ArrayDeque<>();
  private final List<Thread> workers;
  private boolean closed;

  /**
   * A queue whose workers start at once.
   *
   * @param setUp what each worker does first
   */
  BatchQueue(ServingConfig config, Runnable setUp) {
    this.config = config;
    workers =
        IntStream.range(0, config.workers())
            .mapToObj(i -> new Thread(() -> work(setUp), "thimble-" + (i + 1)))
            .toList();
    for (Thread worker : workers) {
      worker.setDaemon(true);
      worker.start();
    }
  }

  /**
   * Puts a request in the queue; blocks while that is full.
   *
   * @throws CancellationException if the thread is interrupted meanwhile
   */
  void submit(Request<?, ?> request) {
    lock.lock();
    try {
      while (!closed && waiting.size() >= config.queueCapacity()) {
        taken.await();
      }
      if (closed) {
        throw new IllegalStateException("the queue is closed");
      }
      waiting.add(request);
      arrived.signal();
    } catch (InterruptedException e) {
      throw Request.interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a request that is done already out of the queue, if it is still there. */
  void withdraw(Request<?, ?> request) {
    lock.lock();
    try {
      if (waiting.remove(request)) {
        taken.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Number of requests that wait. */
  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Answers what waits, then ends the threads; returns once they have ended. */
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
          interrupted = true; // native memory must not be freed under a batch
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(Runnable setUp) {
    setUp.run();
    int last = 1;
    for (List<Request<?, ?>> batch = take(last); !batch.isEmpty(); batch = take(last)) {
      answer(batch);
      last = batch.size();
    }
  }

  /* The next batch, where the last held so many; empty when the queue is closed and nothing waits. */
  private List<Request<?, ?>> take(int last) {
    lock.lock();
    try {
      while (true) {
        while (waiting.isEmpty() && !closed) {
          arrived.awaitUninterruptibly();
        }
        awaitCompany(last);
        List<Request<?, ?>> batch = gather();
        if (!batch.isEmpty() || (closed && waiting.isEmpty())) {
          taken.signalAll();
          if (!waiting.isEmpty()) {
            arrived.signal(); // for another worker
          }
          return batch;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /* Callers that were just answered together tend to come back together, one after the other. */
  private void awaitCompany(int last) {
    long nanos = config.maxWait().toNanos();
    int expected = Math.min(last, Math.min(config.batchSize(), config.queueCapacity()));
    try {
      while (!closed && !waiting.isEmpty() && waiting.size() < expected && nanos > 0) {
        nanos = arrived.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a worker", e);
    }
  }

  /* The first that waits, and those after it that may share its batch. */
  private List<Request<?, ?>> gather() {
    List<Request<?, ?>> batch = new ArrayList<>();
    int longest = 0;
    Iterator<Request<?, ?>> iterator = waiting.iterator();
    while (iterator.hasNext() && batch.size() < config.batchSize()) {
      Request<?, ?> next = iterator.next();
      if (next.isDone()) {
        iterator.remove();
        continue;
      }
      int padded = Math.max(longest, next.length());
      boolean fits = (batch.size() + 1L) * padded <= config.batchPieces();
      if (batch.isEmpty() || (fits && next.work().equals(batch.get(0).work()))) {
        batch.add(next);
        longest = padded;
        iterator.remove();
      }
    }
    return batch;
  }

  @SuppressWarnings("unchecked") // gather puts together only what shares its work
  private static <I, R> void answer(List<Request<?, ?>> gathered) {
    List<Request<I, R>> batch = new ArrayList<>();
    gathered.forEach(request -> batch.add((Request<I, R>) request));
    BooleanSupplier abandoned = () -> batch.stream().allMatch(Request::isDone);
    try {
      Work<I, R> work = batch.get(0).work();
      List<R> answers = work.answer(batch.stream().map(Request::input).toList(), abandoned);
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(answers.get(i));
      }
    } catch (CancellationException e) {
      batch.forEach(request -> request.answer().cancel(false));
    } catch (Throwable e) {
      if (batch.size() == 1) {
        batch.get(0).answer().completeExceptionally(e);
      } else { // one caller's failure is not the others'
        batch.forEach(request -> answer(List.of(request)));
      }
    }
  }
}
