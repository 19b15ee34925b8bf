package dev.thimble.search;

import java.util.Objects;

/**
 * One output of a search. Its log-probabilities, in nats, are the model's own, without bans,
 * biases, penalties or a temperature: scoring {@code ids} with the model gives the same values.
 *
 * @param ids pieces without bos and eos, a forced prefix included
 * @param logProbs of each piece, and of eos if the output ended with it
 * @param logProb sum of {@code logProbs}
 * @param score the {@link LengthPenalty} applied to the sum of adjusted log-probabilities and to
 *     |Y|, the number of {@code logProbs}; higher is better. Only a repetition penalty and a bias
 *     of eos adjust the sum; without them it is {@code logProb}
 * @param finished true if the output ended with eos, false if it was cut at the length limit
 * @param placement whether its required ids were placed freely
 */
public record Hypothesis(
    int[] ids,
    float[] logProbs,
    double logProb,
    double score,
    boolean finished,
    Placement placement) {
  /** Checks that nothing is null. */
  public Hypothesis {
    Objects.requireNonNull(ids, "ids");
    Objects.requireNonNull(logProbs, "logProbs");
    Objects.requireNonNull(placement, "placement");
  }
}
