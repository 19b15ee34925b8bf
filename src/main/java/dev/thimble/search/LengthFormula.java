package dev.thimble.search;

import dev.thimble.integrity.Require;
import java.io.Serializable;

/**
 * A number of pieces relative to the source: min({@code cap}, floor({@code factor} · |X|) + {@code
 * extra}) for |X| source pieces.
 *
 * @param factor pieces for each source piece, 0 to 100
 * @param extra pieces added to that, 0 to {@value #MAX_LENGTH}
 * @param cap upper limit, 0 to {@value #MAX_LENGTH}
 */
public record LengthFormula(double factor, int extra, int cap) implements Serializable {
  /** The highest cap and extra length. */
  public static final int MAX_LENGTH = 100_000;

  /** Checks every value. */
  public LengthFormula {
    Require.within("length factor", factor, 0, 100);
    Require.within("extra length", extra, 0, MAX_LENGTH);
    Require.within("length cap", cap, 0, MAX_LENGTH);
  }

  /**
   * {@return a formula that gives the same length for every source}
   *
   * @param length pieces, 0 to {@value #MAX_LENGTH}
   */
  public static LengthFormula absolute(int length) {
    return new LengthFormula(0, length, MAX_LENGTH);
  }

  /**
   * The length for a source.
   *
   * @param sourceLength 0 or above
   * @return pieces, at most {@code cap}
   */
  public int of(int sourceLength) {
    return (int) Math.min(cap, Math.floor(factor * sourceLength) + extra);
  }
}
