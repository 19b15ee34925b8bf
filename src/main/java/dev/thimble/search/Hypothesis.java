package dev.thimble.search;

/**
 * One output of a search.
 *
 * @param ids pieces without bos and eos
 * @param logProbs natural log-probability of each piece, and of eos if it was written
 * @param logProb their sum
 * @param score {@code logProb} over the length penalty's divisor; higher is better
 * @param finished whether it ended by eos, not at the length limit
 */
public record Hypothesis(
    int[] ids, float[] logProbs, double logProb, double score, boolean finished) {}
