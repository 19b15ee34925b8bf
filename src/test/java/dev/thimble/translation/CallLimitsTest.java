package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.translation.ServingStatus.Totals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a queue does within the limits of calls, with a clock that stands still and a task that
 * waits for a gate.
 */
@Timeout(60)
class CallLimitsTest {
  private static final ServingConfig SERVING = new ServingConfig(1, 1000, Duration.ZERO, 2, 1, 0);
  private static final CallLimits AT_ONCE = CallLimits.none().withQueueWait(Duration.ZERO);
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // wraps around
  private final CountDownLatch gate = new CountDownLatch(1);
  private final BatchQueue queue = new BatchQueue(SERVING, () -> {}, clock::get);
  private final Gated task = new Gated(gate);

  /** Waits for the gate, then gives the input back; fails for 0. */
  private record Gated(CountDownLatch gate) implements BatchTask<Integer, Integer> {
    @Override
    public int length(Integer input) {
      return 1;
    }

    @Override
    public List<Integer> compute(List<Integer> inputs, IntPredicate abandoned) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (inputs.contains(0)) {
        throw new IllegalArgumentException("zero");
      }
      return inputs;
    }
  }

  @AfterEach
  void close() {
    gate.countDown();
    queue.close();
  }

  @Test
  void fullQueueRejectsACallAtOnce() {
    fill();
    assertThat(queue.status(true).isFull()).isTrue();
    assertThatThrownBy(() -> submit(AT_ONCE))
        .isInstanceOf(QueueFullException.class)
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageStartingWith("the queue is full: 2 sentences wait for the model");
    assertThat(queue.status(true).queued()).isEqualTo(2);
    assertThat(queue.status(true).totals().rejected()).isEqualTo(1);
  }

  @Test
  void fullQueueRejectsACallAfterItsWait() {
    fill();
    assertThatThrownBy(() -> submit(CallLimits.none().withQueueWait(MILLISECOND)))
        .isInstanceOf(QueueFullException.class);
  }

  @Test
  void callThatMayWaitGetsRoomAsSoonAsThereIsSome() {
    fill();
    Thread opening = new Thread(gate::countDown);
    opening.start();
    PendingResult<Integer, Integer> pending =
        submit(CallLimits.none().withQueueWait(Duration.ofMinutes(5)));
    assertThat(pending.await(call(CallLimits.none()))).isEqualTo(7);
    assertThat(queue.status(true).totals().rejected()).isZero();
  }

  @Test
  void queueWithRoomAcceptsACallThatMayNotWait() {
    gate.countDown();
    assertThat(submit(AT_ONCE).await(call(CallLimits.none()))).isEqualTo(7);
  }

  @Test
  void inputsOfOneSubmissionEnterTogether() {
    Call call = call(AT_ONCE);
    queue.submit(List.of(pending(1), pending(2), pending(3), pending(4)), call);
    awaitUntil(() -> queue.status(true).running() == 1);
    assertThat(queue.status(true).queued()).isEqualTo(3);
  }

  @Test
  void admittedCallIsNotRejectedButWaits() {
    Call call = call(AT_ONCE);
    assertThat(call.patience()).isZero();
    call.admit();
    assertThat(call.patience()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void timeIsCountedFromTheBeginningOfTheCall() {
    Call call = call(CallLimits.none().withTimeLimit(Duration.ofNanos(100)));
    clock.addAndGet(30);
    assertThat(call.left()).isEqualTo(70);
    assertThat(call.patience()).isEqualTo(70);
    clock.addAndGet(100);
    assertThat(call.left()).isEqualTo(-30);
  }

  @Test
  void patienceIsTheSmallerOfBothLimits() {
    CallLimits limits = new CallLimits(Duration.ofNanos(50), Duration.ofNanos(60));
    Call call = call(limits);
    assertThat(call.patience()).isEqualTo(50);
    clock.addAndGet(20);
    assertThat(call.patience()).isEqualTo(40);
    call.admit();
    assertThat(call.patience()).isEqualTo(40);
  }

  @Test
  void resultThatComesTooLateEndsTheCall() {
    Call call = call(CallLimits.none().withTimeLimit(MILLISECOND));
    PendingResult<Integer, Integer> pending = pending(1);
    queue.submit(List.of(pending), call);
    clock.addAndGet(MILLISECOND.toNanos());
    assertThatThrownBy(() -> pending.await(call))
        .isInstanceOfSatisfying(
            TimeLimitException.class, late -> assertThat(late.limit()).isEqualTo(MILLISECOND))
        .hasMessage("the call was not done within its time limit of PT0.001S");
  }

  @Test
  void resultThatIsThereIsGivenAfterTheTimeToo() {
    Call call = call(CallLimits.none().withTimeLimit(MILLISECOND));
    PendingResult<Integer, Integer> pending = pending(1);
    pending.complete(9);
    clock.addAndGet(Duration.ofDays(1).toNanos());
    assertThat(pending.await(call)).isEqualTo(9);
  }

  @Test
  void timeLimitEndsTheWaitForRoomAndCountsOnce() {
    fill();
    CallLimits limits = new CallLimits(Duration.ofMinutes(1), MILLISECOND);
    Call call = queue.begin(limits, (done, total) -> {});
    clock.addAndGet(MILLISECOND.toNanos());
    assertThatThrownBy(() -> queue.submit(List.of(pending(1)), call))
        .isInstanceOf(TimeLimitException.class);
    call.expired();
    Totals totals = queue.status(true).totals();
    assertThat(totals.timedOut()).isEqualTo(1);
    assertThat(totals.rejected()).isZero();
  }

  @Test
  void statusCountsSentencesBatchesAndTheirTimes() {
    PendingResult<Integer, Integer> first = submit(1);
    awaitUntil(() -> queue.status(true).running() == 1);
    PendingResult<Integer, Integer> second = submit(0);
    clock.addAndGet(1000);
    ServingStatus during = queue.status(true);
    assertThat(during)
        .isEqualTo(
            new ServingStatus(
                true, 1, 2, 1, 1, 1, new Totals(0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO)));
    gate.countDown();
    queue.close();
    assertThat(first.result()).isEqualTo(1);
    assertThatThrownBy(second::result).hasMessage("zero");
    assertThat(queue.status(false))
        .isEqualTo(
            new ServingStatus(
                false,
                0,
                2,
                0,
                0,
                1,
                new Totals(2, 2, 1, 0, 0, Duration.ofNanos(1000), Duration.ofNanos(1000))));
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    CallLimits none = CallLimits.none();
    assertThatThrownBy(() -> none.withQueueWait(Duration.ofNanos(-1)))
        .hasMessage("queueWait is PT-0.000000001S; it must be from 0 to PT8760H");
    assertThatThrownBy(() -> none.withQueueWait(Duration.ofDays(366)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> none.withTimeLimit(Duration.ZERO))
        .hasMessage("timeLimit is PT0S; it must be above 0 and at most PT8760H");
    assertThatThrownBy(() -> none.withTimeLimit(Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Call call(CallLimits limits) {
    return queue.begin(limits, (done, total) -> {});
  }

  private PendingResult<Integer, Integer> pending(int input) {
    return new PendingResult<>(task, input);
  }

  private PendingResult<Integer, Integer> submit(CallLimits limits) {
    PendingResult<Integer, Integer> pending = pending(7);
    queue.submit(List.of(pending), call(limits));
    return pending;
  }

  private PendingResult<Integer, Integer> submit(int input) {
    PendingResult<Integer, Integer> pending = pending(input);
    queue.submit(List.of(pending), call(CallLimits.none()));
    return pending;
  }

  /* One input runs, and two wait. */
  private void fill() {
    submit(1);
    awaitUntil(() -> queue.status(true).running() == 1);
    submit(2);
    submit(3);
  }

  private static void awaitUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
