package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a translator while other threads use it. */
@Timeout(120)
class TranslatorClosingIT extends LoadedTranslator {
  private final ExecutorService threads = Executors.newCachedThreadPool(ServingThread::new);

  @Test
  void closeWaitsForRunningCalls() throws Exception {
    Translator slow =
        translator.with(
            TranslationOptions.builder().beamSize(1).minLength(999).maxLength(0, 1000).build());
    CompletableFuture<Translation> future = slow.translateAsync("the cat");
    CountDownLatch entered = new CountDownLatch(1);
    List<Translation> found = Collections.synchronizedList(new ArrayList<>());
    Thread caller =
        new Thread(() -> found.add(slow.translate("sat on", text -> entered.countDown())));
    caller.start();
    entered.await();
    translator.close();
    assertThat(future.get().length()).isEqualTo(1000);
    caller.join();
    assertThat(found).hasSize(1);
    assertThatThrownBy(() -> slow.translateAsync("x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> slow.contextVector("x")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void listenerCannotCloseTheTranslatorDuringItsOwnCall() {
    assertThatThrownBy(() -> translator.translate("the cat", text -> translator.close()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("listener");
    assertThat(translator.translate("the cat").text()).isNotNull();
  }

  @Test
  void listenerMayWaitForAnotherCallWhileAThirdThreadCloses() throws Exception {
    List<Throwable> refused = new CopyOnWriteArrayList<>();
    Future<Translation> outer =
        threads.submit(
            () ->
                translator.translate(
                    "the cat sat on the mat",
                    text -> {
                      if (refused.isEmpty()) {
                        var unused = threads.submit(translator::close);
                        awaitClosing();
                        Future<?> other = threads.submit(() -> translator.translate("the cat"));
                        refused.add(failureOf(other));
                      }
                    }));
    assertThat(outer.get(20, TimeUnit.SECONDS).text()).isNotEmpty();
    assertThat(refused.get(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    threads.submit(translator::close).get(20, TimeUnit.SECONDS);
  }

  @Test
  void slowListenerDelaysCloseButNotTheRefusalOfNewCalls() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    Future<Translation> slow =
        threads.submit(
            () ->
                translator.translate(
                    "the cat",
                    text -> {
                      entered.countDown();
                      awaitUninterruptibly(gate);
                    }));
    entered.await();
    List<Future<?>> closes =
        List.of(threads.submit(translator::close), threads.submit(translator::close));
    awaitClosing();
    assertThat(failureOf(threads.submit(() -> translator.translate("the cat"))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(failureOf(threads.submit(() -> translator.translateAsync("the cat").join())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(failureOf(threads.submit(() -> translator.with(TranslationOptions.greedy()))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(closes).noneMatch(Future::isDone);
    gate.countDown();
    assertThat(slow.get(20, TimeUnit.SECONDS).text()).isNotEmpty();
    for (Future<?> close : closes) {
      close.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void callByAListenerAfterCloseFailsAtOnceAndTheOuterCallGoesOn() throws Exception {
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Translation outer =
        translator.translate(
            "the cat",
            text -> {
              if (thrown.isEmpty()) {
                assertThat(translator.translate("sat").text()).isNotNull(); // still open
                var unused = threads.submit(translator::close);
                awaitClosing();
                try {
                  translator.translate("sat");
                } catch (IllegalStateException e) {
                  thrown.add(e);
                }
                try {
                  translator.close();
                } catch (IllegalStateException e) {
                  thrown.add(e);
                }
              }
            });
    assertThat(outer.text()).isNotEmpty();
    assertThat(thrown).hasSize(2);
    assertThat(thrown.get(0)).hasMessageContaining("closed");
    assertThat(thrown.get(1)).hasMessageContaining("listener");
  }

  private void awaitClosing() {
    while (true) {
      try {
        translator.with(TranslationOptions.greedy());
        Thread.onSpinWait();
      } catch (IllegalStateException e) {
        return;
      }
    }
  }

  private static Throwable failureOf(Future<?> call) {
    try {
      return new AssertionError("not refused: " + call.get(20, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      return e;
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A daemon thread, so that the process ends even if it hangs. */
  private static final class ServingThread extends Thread {
    ServingThread(Runnable task) {
      super(task);
      setDaemon(true);
    }
  }
}
