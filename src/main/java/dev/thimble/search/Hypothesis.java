package dev.thimble.search;

/**
 * One output of a search. Log-probabilities are the model's own, in nats, whatever was banned,
 * biased, penalized or sampled at a temperature: scoring {@code ids} afterwards gives the same.
 *
 * @param ids pieces without bos and eos, a forced prefix included
 * @param logProbs of each piece, and of eos if it was written
 * @param logProb their sum
 * @param score what the length penalty makes of the sum of adjusted log-probabilities and |Y|, the
 *     number of {@code logProbs}; higher is better. Adjusted are those of pieces under a repetition
 *     penalty, and of eos under a bias; without these two the sum is {@code logProb}. Bans,
 *     diversity and temperature do not count.
 * @param finished whether it ended by eos, not at the length limit
 */
public record Hypothesis(
    int[] ids, float[] logProbs, double logProb, double score, boolean finished) {}
