package dev.thimble.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A hypothesis continued by one piece.
 *
 * @param origin which open hypothesis it continues
 * @param path with the piece
 */
record Continuation(int origin, PartialHypothesis path) {
  /** All continuations of the open hypotheses that are allowed. */
  static List<Continuation> ofRows(List<PartialHypothesis> open, Choices choices, int firstRow) {
    List<Continuation> candidates = new ArrayList<>();
    for (int origin = 0; origin < open.size(); origin++) {
      int[] ids = choices.ids()[firstRow + origin];
      float[] logProbs = choices.logProbs()[firstRow + origin];
      float[] adjusted = choices.adjusted()[firstRow + origin];
      for (int k = 0; k < ids.length; k++) {
        if (Float.isNaN(logProbs[k])) {
          throw new IllegalStateException("the model gave NaN for the log-probability of a piece");
        }
        if (adjusted[k] > Float.NEGATIVE_INFINITY) {
          PartialHypothesis path = open.get(origin).then(ids[k], logProbs[k], adjusted[k]);
          candidates.add(new Continuation(origin, path));
        }
      }
    }
    return candidates;
  }

  /* Ties go to the earlier hypothesis, then to the lesser id, so that nothing depends on the batch. */
  static Comparator<Continuation> bestFirst(IntToDoubleFunction cost) {
    return (a, b) -> {
      int byValue = Double.compare(b.value(cost), a.value(cost));
      if (byValue != 0) {
        return byValue;
      }
      int byOrigin = Integer.compare(a.origin, b.origin);
      return byOrigin != 0 ? byOrigin : Integer.compare(a.path.id(), b.path.id());
    };
  }

  private double value(IntToDoubleFunction cost) {
    return path.adjusted() - cost.applyAsDouble(path.id());
  }
}
