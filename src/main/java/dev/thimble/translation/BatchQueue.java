package dev.thimble.translation;

import dev.thimble.natives.HeapRetry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the requests of many threads into batches, and answers them on threads of its own. The
 * queue is bounded: {@link #submit} blocks while it is full. Knows nothing of models. Thread-safe;
 * owns its threads until closed, and no caller's code runs on them.
 *
 * <p>Every request that was submitted ends, whatever fails, {@link OutOfMemoryError} included: a
 * worker never dies of a {@link Throwable}, a request leaves the queue only once it is in a
 * worker's batch, and the code that ends a request with a failure allocates nothing.
 */
final class BatchQueue implements AutoCloseable {
  private final ServingConfig config;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition taken = lock.newCondition();

  @SuppressWarnings("JdkObsolete") // ArrayDeque loses its elements if it cannot allocate to grow
  private final LinkedList<PendingResult<?, ?>> waiting = new LinkedList<>();

  private final List<Thread> workers;
  private boolean closed;

  /**
   * A queue whose workers start at once.
   *
   * @param setUp runs on each worker before its first batch; if it throws, the batch fails with
   *     that, and it runs again before the next
   */
  BatchQueue(ServingConfig config, Runnable setUp) {
    this.config = config;
    workers =
        IntStream.range(0, config.workers())
            .mapToObj(i -> new Thread(new Worker(setUp), "thimble-" + (i + 1)))
            .toList();
    try {
      for (Thread worker : workers) {
        worker.setDaemon(true);
        worker.start();
      }
    } catch (Throwable e) { // no more threads: end those that did start
      close();
      throw e;
    }
  }

  /**
   * Puts a request in the queue; blocks while that is full.
   *
   * @throws CancellationException if the thread is interrupted meanwhile
   */
  void submit(PendingResult<?, ?> request) {
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
      throw PendingResult.interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a request that is done already out of the queue, if it is still there. */
  void withdraw(PendingResult<?, ?> request) {
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

  /** Takes batches and answers them until the queue is closed and empty. */
  private final class Worker implements Runnable {
    private final Runnable setUp;
    private final List<PendingResult<?, ?>> batch = new ArrayList<>();
    private final HeapRetry serve = new HeapRetry(this::serve);
    private int last = 1; // size of the last batch
    private boolean isSetUp;
    private @Nullable Throwable failure; // with which the requests in the batch are still to fail

    Worker(Runnable setUp) {
      this.setUp = setUp;
    }

    @Override
    public void run() {
      serve.run();
    }

    /* Throws only for lack of memory outside the work itself, and is then run again. */
    private void serve() {
      try {
        failRest();
        while (take(batch, last)) {
          answer();
          last = batch.size();
          batch.clear();
        }
      } catch (Throwable e) {
        failure = e;
        throw e;
      }
    }

    private void failRest() {
      if (failure != null) {
        for (int i = 0; i < batch.size(); i++) {
          batch.get(i).fail(failure);
        }
        batch.clear();
        failure = null;
      }
    }

    private void answer() {
      int size = batch.size();
      if (size > 0 && !isAnswered(0, size)) { // one caller's failure is not the others'
        for (int i = 0; i < size; i++) {
          if (!batch.get(i).isDone()) {
            isAnswered(i, i + 1);
          }
        }
      }
    }

    /* Runs the work of a part of the batch; a single request ends in any case. */
    private boolean isAnswered(int from, int to) {
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
        batch.get(from).fail(reason(e));
      }
      return true;
    }

    /* The JVM throws one and the same error while memory lacks; in a try with resources it then
     * comes twice, and the JDK throws an IllegalArgumentException that it caused. */
    private static Throwable reason(Throwable e) {
      return e.getCause() instanceof OutOfMemoryError error ? error : e;
    }

    @SuppressWarnings("unchecked") // gather puts together only requests of equal work
    private static <I, R> void complete(List<PendingResult<?, ?>> gathered) {
      List<PendingResult<I, R>> requests = new ArrayList<>();
      gathered.forEach(request -> requests.add((PendingResult<I, R>) request));
      BooleanSupplier abandoned = () -> requests.stream().allMatch(PendingResult::isDone);
      List<I> inputs = requests.stream().map(PendingResult::input).toList();
      List<R> answers = requests.get(0).task().answer(inputs, abandoned);
      for (int i = 0; i < answers.size(); i++) {
        requests.get(i).complete(answers.get(i));
      }
    }
  }

  /*
   * Fills an empty batch, where the last held so many requests. Whether the queue is open still: if
   * not, the batch stays empty.
   */
  private boolean take(List<PendingResult<?, ?>> batch, int last) {
    lock.lock();
    try {
      while (true) {
        while (waiting.isEmpty() && !closed) {
          arrived.awaitUninterruptibly();
        }
        awaitCompany(last);
        gather(batch);
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

  /* Moves the first request that waits, and those after it that may share its batch. */
  private void gather(List<PendingResult<?, ?>> batch) {
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
        }
      }
    } catch (Throwable e) {
      if (batch.isEmpty()) {
        throw e;
      } // else out of memory: a smaller batch will do
    }
  }
}
