package dev.thimble.search;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hypothesis that is being written: its last piece, linked to the hypothesis before that piece.
 * Immutable.
 *
 * @param parent the hypothesis without the last piece; null at the root
 * @param id the last piece
 * @param logProb the model's log-probability of the last piece
 * @param sum sum of the model's log-probabilities of all pieces
 * @param adjusted sum of the adjusted log-probabilities of all pieces
 * @param length number of pieces, eos counted
 * @param placement FORCED once the hypothesis had to continue for its required ids
 */
record PartialHypothesis(
    @Nullable PartialHypothesis parent,
    int id,
    float logProb,
    double sum,
    double adjusted,
    int length,
    Placement placement) {
  static final PartialHypothesis ROOT = new PartialHypothesis(null, -1, 0, 0, 0, 0, Placement.FREE);

  PartialHypothesis then(int next, float nextLogProb, float nextAdjusted) {
    return new PartialHypothesis(
        this, next, nextLogProb, sum + nextLogProb, adjusted + nextAdjusted, length + 1, placement);
  }

  PartialHypothesis forced() {
    return new PartialHypothesis(parent, id, logProb, sum, adjusted, length, Placement.FORCED);
  }

  List<Integer> ids() {
    Integer[] ids = new Integer[length];
    for (PartialHypothesis at = this; at.parent != null; at = at.parent) {
      ids[at.length - 1] = at.id;
    }
    return Arrays.asList(ids);
  }

  /** The complete hypothesis; {@code finished} if the last piece is eos. */
  Hypothesis end(boolean finished, LengthPenalty penalty) {
    int[] ids = new int[finished ? length - 1 : length];
    float[] logProbs = new float[length];
    for (PartialHypothesis at = this; at.parent != null; at = at.parent) {
      logProbs[at.length - 1] = at.logProb;
      if (at.length <= ids.length) {
        ids[at.length - 1] = at.id;
      }
    }
    double score = length == 0 ? 0 : penalty.score(adjusted, length);
    return new Hypothesis(ids, logProbs, sum, score, finished, placement);
  }
}
