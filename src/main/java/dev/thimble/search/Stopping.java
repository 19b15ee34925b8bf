package dev.thimble.search;

/**
 * When the beam of a sentence, or each group of a diverse beam, stops. Every beam stops when no
 * hypothesis is open; at the length limit, open hypotheses are cut. A hypothesis is finished if it
 * ended with eos. Finished hypotheses with the same text count once towards {@code nBest}. A
 * hypothesis with {@link Placement#FORCED} does not count as finished while one that is open may
 * still end with {@link Placement#FREE}.
 */
public enum Stopping {
  /** When {@code nBest} hypotheses have finished. */
  FIRST_FINISHED,
  /** When at least max(beam or group size, {@code nBest}) hypotheses have finished. */
  ALL_FINISHED,
  /**
   * When {@code nBest} hypotheses have finished and no open hypothesis can outrank any of them. The
   * bound on the score of an open hypothesis assumes probability 1 for every further piece and for
   * eos, the bias of eos if it is positive, and the best length up to the limit.
   */
  BOUND
}
