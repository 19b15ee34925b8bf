package dev.thimble.translation;

import dev.thimble.natives.HeapRetry;
import dev.thimble.search.Hypothesis;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One text whose caller does not wait. Its future is completed by the executor that asynchronous
 * stages use by default, never by a thread of the queue. For one call of {@link #start}.
 */
final class AsyncTranslation {
  private final TranslatorCore core;
  private final Function<List<List<Hypothesis>>, Translation> joining;
  private final CompletableFuture<Translation> result = new CompletableFuture<>();
  private final List<PendingResult<SearchInput, List<Hypothesis>>> requests = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final HeapRetry handOver = // the executor refuses only for lack of memory or threads
      new HeapRetry(() -> result.defaultExecutor().execute(this::complete));
  private final HeapRetry fail = new HeapRetry(this::fail);
  private @Nullable Throwable failure;

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
      handOver.run();
    }
  }

  private void complete() {
    try {
      result.complete(joining.apply(requests.stream().map(PendingResult::await).toList()));
    } catch (Throwable e) {
      failure = e;
      fail.run();
    }
  }

  private void fail() {
    result.completeExceptionally(failure);
  }
}
