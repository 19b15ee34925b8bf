package dev.thimble.search;

/** How a {@link Hypothesis} came to contain the required ids of its {@link SearchTask}. */
public enum Placement {
  /**
   * Each was written before the hypothesis would have ended without it. Also the placement of a
   * hypothesis without required ids.
   */
  FREE,
  /**
   * At least one was written because the hypothesis was not allowed to end: while ids were missing,
   * eos was the best choice, or the drawn one, at that step or an earlier one; or the length limit
   * left room for nothing else.
   */
  FORCED
}
