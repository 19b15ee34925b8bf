package dev.thimble.search;

/**
 * Chosen entries of each row, best first.
 *
 * @param ids (rows, k)
 * @param logProbs (rows, k), the model's own natural logarithms
 * @param adjusted (rows, k), what they become by the {@link Adjustments}; negative infinity where a
 *     row had fewer entries that are allowed; the same array as {@code logProbs} if nothing was
 *     adjusted
 */
public record Choices(int[][] ids, float[][] logProbs, float[][] adjusted) {}
