package dev.thimble.translation;

import dev.thimble.natives.HeapRetry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous translation of one text. The default executor of {@link CompletableFuture}
 * completes its future, never a thread of the queue. For one call of {@link #start}.
 */
final class AsyncTranslation {
  private final TranslatorCore core;
  private final Function<List<List<Candidate>>, Translation> joining;
  private final CompletableFuture<Translation> result = new CompletableFuture<>();
  private final List<PendingResult<SearchInput, List<Candidate>>> parts = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final HeapRetry handOver = // the executor refuses only for lack of memory or threads
      new HeapRetry(() -> result.defaultExecutor().execute(this::complete));
  private final HeapRetry fail = new HeapRetry(this::fail);
  private @Nullable Throwable failure;

  /**
   * A translation that is not submitted yet.
   *
   * @param joining makes the translation from the candidates of all parts of the text
   */
  AsyncTranslation(TranslatorCore core, Function<List<List<Candidate>>, Translation> joining) {
    this.core = core;
    this.joining = joining;
  }

  /**
   * Submits the parts of the text together, as soon as there is room for one; see {@link
   * BatchQueue#submit}.
   */
  CompletableFuture<Translation> start(
      BatchTask<SearchInput, List<Candidate>> task, List<SearchInput> inputs, Call call) {
    open.set(inputs.size() + 1); // one more, so that the count reaches 0 only after this method
    inputs.forEach(input -> parts.add(new PendingResult<>(task, input, this::countDown)));
    var unused = result.whenComplete((done, failure) -> parts.forEach(core::cancel));
    try {
      endInTime(call);
      core.submit(parts, call);
    } catch (Throwable e) {
      parts.forEach(core::cancel);
      throw e;
    }
    countDown();
    return result;
  }

  private void endInTime(Call call) {
    long left = call.left();
    if (left < Long.MAX_VALUE) {
      CompletableFuture<Void> timer =
          new CompletableFuture<Void>().orTimeout(left, TimeUnit.NANOSECONDS);
      var unused =
          timer.exceptionallyAsync(
              late -> {
                if (!result.isDone()) {
                  result.completeExceptionally(call.expired());
                }
                return null;
              });
      var unusedEnd = result.whenComplete((done, failure) -> timer.complete(null));
    }
  }

  private void countDown() {
    if (open.decrementAndGet() == 0) {
      handOver.run();
    }
  }

  private void complete() {
    try {
      result.complete(joining.apply(parts.stream().map(PendingResult::result).toList()));
    } catch (Throwable e) {
      failure = e;
      fail.run();
    }
  }

  private void fail() {
    result.completeExceptionally(failure);
  }
}
