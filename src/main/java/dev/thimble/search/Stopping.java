package dev.thimble.search;

/**
 * When the beam of a sentence, or each group of it, is done. Whatever the rule, it is done when no
 * hypothesis is open, and open ones are cut at the length limit. A hypothesis counts as finished if
 * it ended with eos. Of finished hypotheses with the same text only one counts towards those that
 * are asked for.
 */
public enum Stopping {
  /** As soon as as many hypotheses have finished as are asked for. */
  FIRST_FINISHED,
  /** When as many have finished as the beam, or the group, holds, and as many as are asked for. */
  ALL_FINISHED,
  /**
   * When as many have finished as are asked for, and no open hypothesis can still get a better
   * score than any of those: the best it can come to is pieces of probability 1, then an end of
   * probability 1 with its bias if that is positive, at the best length on the way to its limit.
   */
  BOUND
}
