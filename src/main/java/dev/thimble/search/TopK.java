package dev.thimble.search;

/**
 * The best entries of each row, best first.
 *
 * @param ids (rows, k)
 * @param logProbs (rows, k), natural logarithms
 */
public record TopK(int[][] ids, float[][] logProbs) {}
