package dev.thimble.search;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The one state in use; closes what it replaces. */
final class HeldState<S extends AutoCloseable> implements AutoCloseable {
  private final StepScorer<S> scorer;
  private S state;
  private int rows;

  HeldState(StepScorer<S> scorer, S state, int rows) {
    this.scorer = scorer;
    this.state = state;
    this.rows = rows;
  }

  /** Takes a step; the caller closes the result. */
  LogProbs step(int[] previousIds) {
    Step<S> next = scorer.step(state, previousIds);
    replace(next.state());
    return next.logProbs();
  }

  /** Goes on with the given rows; with none, the state is not needed any more. */
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
