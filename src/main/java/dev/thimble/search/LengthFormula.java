package dev.thimble.search;

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
    if (!(factor >= 0 && factor <= 100)) {
      throw new IllegalArgumentException(
          "length factor is " + factor + "; it must be from 0 to 100");
    }
    if (extra < 0 || extra > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "extra length is " + extra + "; it must be from 0 to " + MAX_LENGTH);
    }
    if (cap < 0 || cap > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "length cap is " + cap + "; it must be from 0 to " + MAX_LENGTH);
    }
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
