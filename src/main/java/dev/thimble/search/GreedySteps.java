package dev.thimble.search;

/**
 * Greedy steps to take.
 *
 * @param adjustments of the log-probabilities, the same at each step
 * @param until ids, at least one; the first step in which a row takes one of them, or has no entry
 *     left because of its own adjustments, is the last
 * @param most at least 1; most steps
 */
public record GreedySteps(Adjustments adjustments, int[] until, int most) {}
