package dev.thimble.search;

import dev.thimble.integrity.Require;

/**
 * A length that depends on the source's: min({@code cap}, floor({@code factor} |X|) + {@code
 * extra}) for |X| source pieces.
 *
 * @param factor pieces for each piece of the source, 0 or above
 * @param extra and so many more, 0 or above
 * @param cap never more than this
 */
public record LengthFormula(double factor, int extra, int cap) {
  /** The highest cap. */
  public static final int MAX_LENGTH = 100_000;

  /** Checks every value. */
  public LengthFormula {
    Require.within("length factor", factor, 0, 100);
    Require.within("extra length", extra, 0, MAX_LENGTH);
    Require.within("length cap", cap, 0, MAX_LENGTH);
  }

  /** The same length for every source. */
  public static LengthFormula absolute(int length) {
    return new LengthFormula(0, length, MAX_LENGTH);
  }

  /** The length for a source of so many pieces. */
  public int of(int sourceLength) {
    return (int) Math.min(cap, Math.floor(factor * sourceLength) + extra);
  }
}
