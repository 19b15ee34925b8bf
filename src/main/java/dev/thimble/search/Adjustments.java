package dev.thimble.search;

/**
 * Changes to the log-probabilities (rows, target vocabulary) of one step, applied in this order
 * before entries are chosen:
 *
 * <ol>
 *   <li>the banned ids become negative infinity in every row;
 *   <li>all ids become negative infinity in the closed rows;
 *   <li>each cell becomes factor · log-probability + bias, even where it was banned or closed.
 * </ol>
 *
 * @param banned ids
 * @param closed rows
 * @param cells single entries, each at most once
 */
public record Adjustments(int[] banned, int[] closed, Cells cells) {
  /**
   * Single entries, as parallel arrays.
   *
   * @param rows row of each
   * @param ids id of each
   * @param factors multiplied with the log-probability
   * @param biases added to the product; negative infinity bans the entry
   */
  public record Cells(int[] rows, int[] ids, float[] factors, float[] biases) {
    static final Cells NONE = new Cells(new int[0], new int[0], new float[0], new float[0]);

    /** {@return the number of entries} */
    public int size() {
      return rows.length;
    }
  }

  /**
   * Bans ids in every row and changes nothing else.
   *
   * @param ids distinct ids
   * @return adjustments of any number of rows
   */
  public static Adjustments banning(int... ids) {
    return new Adjustments(ids, new int[0], Cells.NONE);
  }

  /** {@return whether the adjustments differ between rows} */
  public boolean areByRow() {
    return closed.length > 0 || cells.size() > 0;
  }
}
