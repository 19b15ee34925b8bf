package dev.thimble.search;

import java.util.List;

/**
 * The entries by which the rows of a step may be continued.
 *
 * @param choices (rows, entries); the rows may have different numbers of entries, at least one
 * @param rows the missing ids of each row; empty if no row has any
 */
record Candidates(Choices choices, List<Row> rows) {
  /**
   * A row before its continuation.
   *
   * @param missing required ids that are still needed, each as often as it is
   * @param forced whether the row continues only because of them
   */
  record Row(List<Integer> missing, boolean forced) {}

  /** Candidates of rows without missing ids. */
  static Candidates of(Choices choices) {
    return new Candidates(choices, List.of());
  }

  boolean isForced(int row) {
    return !rows.isEmpty() && rows.get(row).forced;
  }

  /** Number of missing ids of the row once it is continued with {@code id}. */
  int missingAfter(int row, int id) {
    if (rows.isEmpty()) {
      return 0;
    }
    List<Integer> missing = rows.get(row).missing;
    return missing.contains(id) ? missing.size() - 1 : missing.size();
  }
}
