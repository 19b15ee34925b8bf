package dev.thimble.search;

import java.util.List;

/**
 * One sentence's share of a search. Knows nothing of the rows before its own, nor of states. For
 * one thread.
 */
interface SentenceSearch {
  /** The open hypotheses, one a row. */
  List<PartialHypothesis> open();

  /**
   * Takes the entries chosen for the open hypotheses.
   *
   * @param firstRow row of the first open hypothesis; the others follow
   * @return for each new open hypothesis, which old one it continues
   */
  int[] advance(Choices choices, int firstRow);

  /** What was found, as {@link Search#search} says. */
  List<Hypothesis> results();
}
