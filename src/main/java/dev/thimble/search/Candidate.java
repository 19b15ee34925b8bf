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
record Candidate(int origin, Path path) {
  /** All continuations of the open hypotheses that are allowed. */
  static List<Candidate> ofRows(List<Path> open, TopK top, int firstRow) {
    List<Candidate> candidates = new ArrayList<>();
    for (int origin = 0; origin < open.size(); origin++) {
      int[] ids = top.ids()[firstRow + origin];
      float[] logProbs = top.logProbs()[firstRow + origin];
      float[] adjusted = top.adjusted()[firstRow + origin];
      for (int k = 0; k < ids.length; k++) {
        if (Float.isNaN(logProbs[k])) {
          throw new IllegalStateException("the model gave NaN for the log-probability of a piece");
        }
        if (adjusted[k] > Float.NEGATIVE_INFINITY) {
          Path path = open.get(origin).then(ids[k], logProbs[k], adjusted[k]);
          candidates.add(new Candidate(origin, path));
        }
      }
    }
    return candidates;
  }

  /* Ties go to the earlier hypothesis, then to the lesser id, so that nothing depends on the batch. */
  static Comparator<Candidate> bestFirst(IntToDoubleFunction cost) {
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
