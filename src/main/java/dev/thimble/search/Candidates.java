package dev.thimble.search;

import java.util.List;

/**
 * The entries that the rows of a step may be continued with.
 *
 * @param choices (rows, entries); the rows may have different numbers of entries, at least one
 * @param rows what each row lacks; empty if no row lacks anything
 */
record Candidates(Choices choices, List<Row> rows) {
  /**
   * A row before its continuation.
   *
   * @param missing required ids that it lacks, each as often as it is still needed
   * @param forced whether it goes on only because it lacks them
   */
  record Row(List<Integer> missing, boolean forced) {}

  /** Candidates of rows that lack nothing. */
  static Candidates of(Choices choices) {
    return new Candidates(choices, List.of());
  }

  boolean isForced(int row) {
    return !rows.isEmpty() && rows.get(row).forced;
  }

  /** Number of required ids that the row lacks once it is continued with {@code id}. */
  int missingAfter(int row, int id) {
    if (rows.isEmpty()) {
      return 0;
    }
    List<Integer> missing = rows.get(row).missing;
    return missing.contains(id) ? missing.size() - 1 : missing.size();
  }
}
