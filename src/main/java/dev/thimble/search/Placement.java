package dev.thimble.search;

/** How a {@link Hypothesis} came to contain the required ids of its {@link SearchTask}. */
public enum Placement {
  /**
   * Each required id was written before the hypothesis would have ended without it, or there are
   * none.
   */
  FREE,
  /**
   * At least one was written because the hypothesis was not allowed to end: while ids were missing,
   * eos was the best or drawn choice at that step or an earlier one, or the length limit left no
   * room for other pieces.
   */
  FORCED
}
