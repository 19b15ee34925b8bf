package dev.thimble.translation;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One input on its way through the model. Done as soon as its answer is, be it by the model, by
 * cancellation or by a time-out: from then on it takes no place in the queue or in a batch.
 */
final class Request<I, R> {
  private final Work<I, R> work;
  private final I input;
  private final CompletableFuture<R> answer = new CompletableFuture<>();

  Request(Work<I, R> work, I input) {
    this.work = work;
    this.input = input;
  }

  Work<I, R> work() {
    return work;
  }

  I input() {
    return input;
  }

  int length() {
    return work.length(input);
  }

  /** The answer; to be completed by whoever is first. */
  CompletableFuture<R> answer() {
    return answer;
  }

  boolean isDone() {
    return answer.isDone();
  }

  /**
   * Waits for the answer; an interrupt gives up the request and stays set.
   *
   * @throws CancellationException if the thread is interrupted or the request was cancelled
   */
  R await() {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(false);
      throw interrupted();
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    }
  }

  /** Sets the interrupt again, and tells of it. */
  static CancellationException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException("the thread was interrupted while it waited for the model");
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }
}
