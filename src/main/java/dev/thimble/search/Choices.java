package dev.thimble.search;

/**
 * The entries of each row that a search chose: the {@code k} best, best first, or one that was
 * drawn.
 *
 * @param ids (rows, k)
 * @param logProbs (rows, k), natural logarithms, as the model gives them
 * @param adjusted (rows, k), after the {@link Adjustments}; negative infinity where a row has fewer
 *     than k allowed entries; the same array as {@code logProbs} if nothing was adjusted
 */
public record Choices(int[][] ids, float[][] logProbs, float[][] adjusted) {}
