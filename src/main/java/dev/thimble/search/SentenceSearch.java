package dev.thimble.search;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The search of one sentence of a batch. It sees neither the other sentences nor the decoder's
 * state. For one thread.
 */
interface SentenceSearch {
  /** A search that was dropped: without open hypotheses and without results. */
  SentenceSearch DROPPED =
      new SentenceSearch() {
        @Override
        public List<PartialHypothesis> open() {
          return List.of();
        }

        @Override
        public int[] advance(Candidates candidates, int firstRow) {
          throw new IllegalStateException("a dropped search has no hypotheses to continue");
        }

        @Override
        public List<Hypothesis> ended() {
          return List.of();
        }
      };

  /** The open hypotheses, one a row. */
  List<PartialHypothesis> open();

  /** The key of each open hypothesis's noise at this step; empty where nothing is drawn. */
  default LongStream noiseKeys() {
    return LongStream.empty();
  }

  /**
   * Continues the open hypotheses.
   *
   * @param candidates the entries that they may be continued with
   * @param firstRow row of the first open hypothesis; the others follow
   * @return for each new open hypothesis, the index of the old one that it continues
   */
  int[] advance(Candidates candidates, int firstRow);

  /**
   * All hypotheses that have ended: first those to return, in the order that {@link Search#search}
   * states, then any others.
   */
  List<Hypothesis> ended();
}
