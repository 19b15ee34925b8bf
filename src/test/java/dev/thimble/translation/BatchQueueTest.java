package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue with a task that needs no model: it waits for a gate, then doubles numbers. */
@Timeout(60)
class BatchQueueTest {
  private static final ServingConfig SERVING =
      new ServingConfig(4, 1000, Duration.ofMinutes(1), 8, 1, 0);

  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
  private BatchQueue queue = new BatchQueue(SERVING, () -> {});

  /** Fails for negative numbers. */
  private record Doubling(String name, CountDownLatch gate, List<List<Integer>> batches)
      implements BatchTask<Integer, Integer> {
    @Override
    public int length(Integer input) {
      return Math.abs(input);
    }

    @Override
    public List<Integer> compute(List<Integer> inputs, IntPredicate abandoned) {
      batches.add(inputs);
      try {
        while (!gate.await(1, TimeUnit.MILLISECONDS)) {
          if (IntStream.range(0, inputs.size()).allMatch(abandoned)) {
            throw new CancellationException("abandoned");
          }
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (inputs.stream().anyMatch(input -> input < 0)) {
        throw new IllegalArgumentException("negative");
      }
      return inputs.stream().map(input -> 2 * input).toList();
    }
  }

  /** Fails with an error. */
  private record Failing(Error error) implements BatchTask<Integer, Integer> {
    @Override
    public int length(Integer input) {
      return 1;
    }

    @Override
    public List<Integer> compute(List<Integer> inputs, IntPredicate abandoned) {
      throw error;
    }
  }

  /** Throws when compared, as any allocation does while the heap is full. */
  private record Incomparable(Doubling task) implements BatchTask<Integer, Integer> {
    @Override
    public int length(Integer input) {
      return 1;
    }

    @Override
    public List<Integer> compute(List<Integer> inputs, IntPredicate abandoned) {
      return task.compute(inputs, abandoned);
    }

    @Override
    public boolean equals(Object other) {
      throw new OutOfMemoryError("comparing");
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  private final Doubling doubling = new Doubling("a", gate, batches);

  @AfterEach
  void close() {
    gate.countDown();
    queue.close();
  }

  @Test
  void singleCallerDoesNotWait() {
    gate.countDown();
    for (int i = 1; i <= 3; i++) { // maxWait is a minute
      assertThat(submit(i).await(unlimited())).isEqualTo(2 * i);
    }
    assertThat(batches).containsExactly(List.of(1), List.of(2), List.of(3));
  }

  @Test
  void inputsThatArriveDuringABatchFormTheNext() {
    List<PendingResult<Integer, Integer>> pending = submitWhileTheFirstRuns(1, 2, 3, 4, 5);
    gate.countDown();
    assertThat(pending.stream().map(BatchQueueTest::await)).containsExactly(2, 4, 6, 8, 10);
    assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4, 5));
  }

  @Test
  void afterABatchOfSeveralTheWorkerWaitsForAsMany() {
    submitWhileTheFirstRuns(1, 2, 3, 4);
    gate.countDown();
    await(() -> batches.size() == 2);
    List<PendingResult<Integer, Integer>> again = new ArrayList<>();
    for (int i = 5; i <= 7; i++) {
      again.add(submit(i));
    }
    assertThat(again.stream().map(BatchQueueTest::await)).containsExactly(10, 12, 14);
    assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5, 6, 7));
  }

  @Test
  void waitIsBounded() {
    queue.close();
    queue = new BatchQueue(SERVING.withMaxWait(Duration.ofMillis(50)), () -> {});
    submitWhileTheFirstRuns(1, 2, 3, 4);
    gate.countDown();
    await(() -> batches.size() == 2);
    assertThat(submit(5).await(unlimited())).isEqualTo(10); // else the test times out
  }

  @Test
  void batchesAreLimitedByPaddedPieces() {
    List<PendingResult<Integer, Integer>> pending = submitWhileTheFirstRuns(1, 300, 400, 2, 5000);
    gate.countDown();
    pending.forEach(BatchQueueTest::await);
    assertThat(batches).containsExactly(List.of(1), List.of(300, 400), List.of(2), List.of(5000));
  }

  @Test
  void otherTaskFormsAnotherBatch() {
    PendingResult<Integer, Integer> first = submitWhileTheFirstRuns(1).get(0);
    PendingResult<Integer, Integer> a = submit(2);
    PendingResult<Integer, Integer> b = new PendingResult<>(new Doubling("b", gate, batches), 3);
    queue.submit(List.of(b), unlimited());
    PendingResult<Integer, Integer> c = submit(4);
    gate.countDown();
    queue.close();
    assertThat(
            List.of(
                first.await(unlimited()),
                a.await(unlimited()),
                b.await(unlimited()),
                c.await(unlimited())))
        .containsExactly(2, 4, 6, 8);
    assertThat(batches).containsExactly(List.of(1), List.of(2, 4), List.of(3));
  }

  @Test
  void fullQueueBlocksFurtherCallers() throws InterruptedException {
    submitWhileTheFirstRuns(1, 2, 3, 4, 5, 6, 7, 8, 9);
    AtomicBoolean entered = new AtomicBoolean();
    Thread more =
        new Thread(
            () -> {
              submit(10);
              entered.set(true);
            });
    more.start();
    await(() -> isWaiting(more));
    assertThat(queued()).isEqualTo(8);
    assertThat(entered).isFalse();
    gate.countDown();
    more.join();
    assertThat(entered).isTrue();
  }

  @Test
  void cancelledInputLeavesTheQueue() {
    List<PendingResult<Integer, Integer>> pending = submitWhileTheFirstRuns(1, 2, 3);
    pending.get(1).cancel();
    queue.withdraw(pending.get(1));
    assertThat(queued()).isEqualTo(1);
    gate.countDown();
    assertThat(pending.get(2).await(unlimited())).isEqualTo(6);
    assertThat(batches).containsExactly(List.of(1), List.of(3));
  }

  @Test
  void withdrawnInputMakesRoomForABlockedCaller() throws InterruptedException {
    List<PendingResult<Integer, Integer>> pending =
        submitWhileTheFirstRuns(1, 2, 3, 4, 5, 6, 7, 8, 9);
    Thread more = new Thread(() -> submit(10));
    more.start();
    await(() -> isWaiting(more));
    pending.get(4).cancel();
    queue.withdraw(pending.get(4)); // the gate stays closed, so no batch makes room
    more.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(more.isAlive()).isFalse();
    assertThat(queued()).isEqualTo(8);
  }

  @Test
  void batchOfCancelledInputsEndsEarly() {
    PendingResult<Integer, Integer> first = submitWhileTheFirstRuns(1).get(0);
    PendingResult<Integer, Integer> second = submit(2);
    first.cancel(); // the gate stays closed
    await(() -> batches.size() == 2);
    gate.countDown();
    assertThat(second.await(unlimited())).isEqualTo(4);
  }

  @Test
  void failureEndsOnlyItsOwnInput() {
    List<PendingResult<Integer, Integer>> pending = submitWhileTheFirstRuns(1, 2, -3, 4);
    gate.countDown();
    assertThat(pending.get(1).await(unlimited())).isEqualTo(4);
    assertThat(pending.get(3).await(unlimited())).isEqualTo(8);
    assertThatThrownBy(() -> pending.get(2).await(unlimited()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("negative");
  }

  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class, LinkageError.class})
  void errorFailsItsInputAndTheWorkerContinues(Class<? extends Error> type) throws Exception {
    gate.countDown();
    Error error = type.getConstructor().newInstance();
    PendingResult<Integer, Integer> failing = new PendingResult<>(new Failing(error), 1);
    queue.submit(List.of(failing), unlimited());
    assertThatThrownBy(() -> failing.await(unlimited())).isSameAs(error);
    assertThat(submit(2).await(unlimited())).isEqualTo(4);
  }

  @Test
  void errorWhileABatchIsFilledLosesNoInput() {
    PendingResult<Integer, Integer> first = submitWhileTheFirstRuns(1).get(0);
    List<PendingResult<Integer, Integer>> pending = new ArrayList<>();
    for (int i = 2; i <= 3; i++) {
      pending.add(new PendingResult<>(new Incomparable(doubling), i));
      queue.submit(List.of(pending.get(pending.size() - 1)), unlimited());
    }
    gate.countDown();
    assertThat(first.await(unlimited())).isEqualTo(2);
    assertThat(pending.stream().map(BatchQueueTest::await)).containsExactly(4, 6);
    assertThat(submit(4).await(unlimited())).isEqualTo(8);
  }

  @Test
  void failingSetUpFailsTheBatchAndRunsAgain() {
    queue.close();
    AtomicInteger tries = new AtomicInteger();
    OutOfMemoryError error = new OutOfMemoryError("set up");
    gate.countDown();
    queue =
        new BatchQueue(
            SERVING,
            () -> {
              if (tries.getAndIncrement() == 0) {
                throw error;
              }
            });
    assertThatThrownBy(() -> submit(1).await(unlimited())).isSameAs(error);
    assertThat(submit(2).await(unlimited())).isEqualTo(4);
    assertThat(submit(3).await(unlimited())).isEqualTo(6);
    assertThat(tries).hasValue(2);
  }

  @Test
  void inputEndsOnceAndCallsBackOnce() {
    AtomicInteger ended = new AtomicInteger();
    PendingResult<Integer, Integer> pending =
        new PendingResult<>(doubling, 1, ended::incrementAndGet);
    assertThat(pending.complete(7)).isTrue();
    assertThat(pending.fail(new IllegalStateException())).isFalse();
    assertThat(pending.cancel()).isFalse();
    assertThat(pending.await(unlimited())).isEqualTo(7);
    assertThat(ended).hasValue(1);
  }

  @Test
  void callersContinueAfterAFullHeap() throws Exception {
    assertThat(FullHeap.run("-Xmx24m", "queue")).contains("every caller went on");
  }

  @Test
  void closeComputesWaitingInputs() {
    List<PendingResult<Integer, Integer>> pending = submitWhileTheFirstRuns(1, 2, 3, 4, 5, 6);
    gate.countDown();
    queue.close();
    assertThat(pending).allMatch(PendingResult::isDone);
    assertThat(pending.stream().map(BatchQueueTest::await)).containsExactly(2, 4, 6, 8, 10, 12);
    assertThatThrownBy(() -> submit(7)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void interruptCancelsTheInputAndIsRestored() {
    PendingResult<Integer, Integer> first = submitWhileTheFirstRuns(1).get(0);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> first.await(unlimited())).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(first.isDone()).isTrue();
  }

  @Test
  void workersRunAtTheSameTime() {
    queue.close();
    queue = new BatchQueue(SERVING.withThreads(2, 0).withBatchSize(1), () -> {});
    PendingResult<Integer, Integer> first = submit(1);
    PendingResult<Integer, Integer> second = submit(2);
    await(() -> batches.size() == 2); // both wait at the gate
    gate.countDown();
    assertThat(List.of(first.await(unlimited()), second.await(unlimited()))).containsExactly(2, 4);
  }

  private PendingResult<Integer, Integer> submit(int number) {
    PendingResult<Integer, Integer> pending = new PendingResult<>(doubling, number);
    queue.submit(List.of(pending), unlimited());
    return pending;
  }

  private List<PendingResult<Integer, Integer>> submitWhileTheFirstRuns(int... numbers) {
    List<PendingResult<Integer, Integer>> pending = new ArrayList<>();
    for (int number : numbers) {
      pending.add(submit(number));
      await(() -> !batches.isEmpty());
    }
    return pending;
  }

  private static Call unlimited() {
    return limited(CallLimits.none());
  }

  private static Call limited(CallLimits limits) {
    return new Call(limits, (done, total) -> {}, System::nanoTime, new ServingCounters());
  }

  private static Integer await(PendingResult<Integer, Integer> pending) {
    return pending.await(unlimited());
  }

  private int queued() {
    return queue.status(true).queued();
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
