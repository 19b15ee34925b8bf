package dev.thimble.search;

/**
 * What is changed of one step's log-probabilities (rows, target vocabulary) before entries are
 * chosen. Applied in this order: the banned ids go from every row, all ids go from the closed rows,
 * then each cell is set to factor · log-probability + bias, whether banned or not. What is gone has
 * the value negative infinity.
 *
 * @param banned ids
 * @param closed rows
 * @param cells single entries, each at most once
 */
public record Adjustments(int[] banned, int[] closed, Cells cells) {
  /**
   * Entries, as parallel arrays.
   *
   * @param rows their rows
   * @param ids their ids
   * @param factors what the log-probability is multiplied by
   * @param biases what is added then; negative infinity bans
   */
  public record Cells(int[] rows, int[] ids, float[] factors, float[] biases) {
    static final Cells NONE = new Cells(new int[0], new int[0], new float[0], new float[0]);

    /** How many. */
    public int size() {
      return rows.length;
    }
  }

  /** Only bans, the same in every row. */
  public static Adjustments banning(int... ids) {
    return new Adjustments(ids, new int[0], Cells.NONE);
  }

  /** Whether there is anything but ids banned from every row. */
  public boolean areByRow() {
    return closed.length > 0 || cells.size() > 0;
  }
}
