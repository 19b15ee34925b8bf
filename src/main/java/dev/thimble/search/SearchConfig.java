package dev.thimble.search;

/**
 * How to search.
 *
 * @param beamSize open hypotheses a sentence; 1 is greedy search
 * @param lengthPenalty by which hypotheses of different lengths are compared
 * @param nBest hypotheses returned a sentence, at most the beam size
 * @param minLength pieces before eos is allowed
 */
public record SearchConfig(int beamSize, LengthPenalty lengthPenalty, int nBest, int minLength) {
  /** Checks every value. */
  public SearchConfig {
    if (beamSize < 1 || beamSize > 1000) {
      throw new IllegalArgumentException("beamSize is " + beamSize + "; it must be from 1 to 1000");
    }
    if (nBest < 1 || nBest > beamSize) {
      throw new IllegalArgumentException(
          "nBest is " + nBest + "; it must be from 1 to the beam size, " + beamSize);
    }
    if (minLength < 0) {
      throw new IllegalArgumentException("minLength is " + minLength + "; it must be 0 or above");
    }
  }

  /** A beam of 5, the one best, normalized by length, never empty. */
  public static SearchConfig defaults() {
    return new SearchConfig(5, LengthPenalty.defaults(), 1, 1);
  }

  /** Greedy search. */
  public static SearchConfig greedy() {
    return new SearchConfig(1, LengthPenalty.defaults(), 1, 1);
  }
}
