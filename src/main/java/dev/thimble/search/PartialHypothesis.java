package dev.thimble.search;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a hypothesis has written: its last piece and the path before it. Immutable.
 *
 * @param parent null at the root
 * @param id the last piece
 * @param logProb of that piece, by the model
 * @param sum of the model's log-probabilities
 * @param adjusted sum of the adjusted ones
 * @param length pieces, eos counted
 */
record PartialHypothesis(
    @Nullable PartialHypothesis parent,
    int id,
    float logProb,
    double sum,
    double adjusted,
    int length) {
  static final PartialHypothesis ROOT = new PartialHypothesis(null, -1, 0, 0, 0, 0);

  PartialHypothesis then(int next, float nextLogProb, float nextAdjusted) {
    return new PartialHypothesis(
        this, next, nextLogProb, sum + nextLogProb, adjusted + nextAdjusted, length + 1);
  }

  List<Integer> ids() {
    Integer[] ids = new Integer[length];
    for (PartialHypothesis at = this; at.parent != null; at = at.parent) {
      ids[at.length - 1] = at.id;
    }
    return Arrays.asList(ids);
  }

  /** The hypothesis it becomes; {@code ended} if its last piece is eos. */
  Hypothesis end(boolean ended, LengthPenalty penalty) {
    int[] ids = new int[ended ? length - 1 : length];
    float[] logProbs = new float[length];
    for (PartialHypothesis at = this; at.parent != null; at = at.parent) {
      logProbs[at.length - 1] = at.logProb;
      if (at.length <= ids.length) {
        ids[at.length - 1] = at.id;
      }
    }
    double score = length == 0 ? 0 : penalty.score(adjusted, length);
    return new Hypothesis(ids, logProbs, sum, score, ended);
  }
}
