package dev.thimble.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * An open hypothesis continued by one piece.
 *
 * @param origin index of that open hypothesis
 * @param hypothesis the hypothesis with the new piece
 * @param missing number of required ids that are then missing
 */
record Continuation(int origin, PartialHypothesis hypothesis, int missing) {
  /** All allowed continuations of the open hypotheses, whose rows start at {@code firstRow}. */
  static List<Continuation> ofRows(
      List<PartialHypothesis> open, Candidates candidates, int firstRow) {
    Choices choices = candidates.choices();
    List<Continuation> continuations = new ArrayList<>();
    for (int origin = 0; origin < open.size(); origin++) {
      int[] ids = choices.ids()[firstRow + origin];
      float[] logProbs = choices.logProbs()[firstRow + origin];
      float[] adjusted = choices.adjusted()[firstRow + origin];
      for (int k = 0; k < ids.length; k++) {
        if (Float.isNaN(logProbs[k])) {
          throw new IllegalStateException("the model gave NaN for the log-probability of a piece");
        }
        if (adjusted[k] > Float.NEGATIVE_INFINITY) {
          PartialHypothesis next = open.get(origin).then(ids[k], logProbs[k], adjusted[k]);
          continuations.add(
              new Continuation(
                  origin,
                  candidates.isForced(firstRow + origin) ? next.forced() : next,
                  candidates.missingAfter(firstRow + origin, ids[k])));
        }
      }
    }
    return continuations;
  }

  /* Ties go to the earlier hypothesis, then to the smaller id, so that the batch plays no part. */
  static Comparator<Continuation> bestFirst(IntToDoubleFunction cost) {
    return (a, b) -> {
      int byValue = Double.compare(b.value(cost), a.value(cost));
      if (byValue != 0) {
        return byValue;
      }
      int byOrigin = Integer.compare(a.origin, b.origin);
      return byOrigin != 0 ? byOrigin : Integer.compare(a.hypothesis.id(), b.hypothesis.id());
    };
  }

  private double value(IntToDoubleFunction cost) {
    return hypothesis.adjusted() - cost.applyAsDouble(hypothesis.id());
  }
}
