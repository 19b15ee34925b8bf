package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * One text whose caller does not wait. Its future is completed by the executor that asynchronous
 * stages use by default, never by a thread of the queue. For one call of {@link #start}.
 */
final class AsyncTranslation {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final TranslatorCore core;
  private final Function<List<List<Hypothesis>>, Translation> joining;
  private final CompletableFuture<Translation> result = new CompletableFuture<>();
  private final List<PendingResult<SearchInput, List<Hypothesis>>> requests = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Runnable completion = this::complete; // made here, where it can fail

  /**
   * A text that is not submitted yet.
   *
   * @param joining makes the translation from the hypotheses of all parts of the text
   */
  AsyncTranslation(TranslatorCore core, Function<List<List<Hypothesis>>, Translation> joining) {
    this.core = core;
    this.joining = joining;
  }

  /** Submits the parts of the text; blocks while the queue is full. */
  CompletableFuture<Translation> start(SearchBatchTask task, List<SearchInput> sources) {
    open.set(sources.size() + 1); // one for this method, so that all requests are known at the end
    sources.forEach(source -> requests.add(new PendingResult<>(task, source, this::countDown)));
    var unused = result.whenComplete((done, failure) -> requests.forEach(core::giveUp));
    try {
      requests.forEach(core::submit);
    } catch (Throwable e) {
      requests.forEach(core::giveUp);
      throw e;
    }
    countDown();
    return result;
  }

  private void countDown() {
    if (open.decrementAndGet() == 0) {
      handOver();
    }
  }

  /* Tries until it succeeds: the executor refuses only for lack of memory or threads. */
  private void handOver() {
    while (true) {
      try {
        result.defaultExecutor().execute(completion);
        return;
      } catch (Throwable e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void complete() {
    try {
      result.complete(joining.apply(requests.stream().map(PendingResult::await).toList()));
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void fail(Throwable cause) {
    while (true) {
      try {
        result.completeExceptionally(cause);
        return;
      } catch (OutOfMemoryError e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
