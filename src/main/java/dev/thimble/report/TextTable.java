package dev.thimble.report;

import java.util.List;

/** A table of plain text. Stateless. */
final class TextTable {
  private TextTable() {}

  /** Rows with aligned columns, each ended by a line feed. */
  static String aligned(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        int at = column;
        int width = rows.stream().mapToInt(other -> length(other.get(at))).max().orElseThrow();
        line.append(column == 0 ? "" : "  ").append(cell);
        line.append(" ".repeat(width - length(cell)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
