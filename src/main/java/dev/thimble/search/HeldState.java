package dev.thimble.search;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The current decoder state of a search; closes each state that it replaces. */
final class HeldState<S extends AutoCloseable> implements AutoCloseable {
  private final StepScorer<S> scorer;
  private S state;
  private int rows;

  HeldState(StepScorer<S> scorer, S state, int rows) {
    this.scorer = scorer;
    this.state = state;
    this.rows = rows;
  }

  /** Takes a decoding step; the caller closes the result. */
  LogProbs step(int[] previousIds) {
    Step<S> next = scorer.step(state, previousIds);
    replace(next.state());
    return next.logProbs();
  }

  /** Takes greedy steps; the result's state is held. */
  GreedyRun<S> greedy(int[] previousIds, GreedySteps steps) {
    GreedyRun<S> run = scorer.greedy(state, previousIds, steps);
    replace(run.state());
    return run;
  }

  /** Keeps the given rows in the given order. If there are none, the search has ended. */
  void select(int[] selected) {
    boolean same = Arrays.equals(selected, IntStream.range(0, rows).toArray());
    if (selected.length > 0 && !same) {
      replace(scorer.select(state, selected));
      rows = selected.length;
    }
  }

  @Override
  public void close() {
    Closing.one(state);
  }

  private void replace(S next) {
    S old = state;
    state = next;
    Closing.one(old);
  }
}
