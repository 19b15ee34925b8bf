package dev.thimble.report;

import dev.thimble.metric.Score;
import java.util.List;
import java.util.Locale;

/**
 * A bar chart as an HTML table: a row for each group, a column for each system, a bar behind each
 * number.
 *
 * @param caption caption of the table
 * @param groupName heading of the first column
 * @param unit printed after each number
 */
record BarTable(String caption, String groupName, String unit) {
  /**
   * A row of the table.
   *
   * @param note printed after the label; may be empty
   * @param values one value for each system
   */
  record Row(String label, String note, double[] values) {}

  void write(Html html, List<String> systems, List<Row> rows) {
    double greatest = 0;
    for (Row row : rows) {
      for (double value : row.values()) {
        greatest = Math.max(greatest, value);
      }
    }
    html.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").text(caption);
    html.raw("\">\n<table class=\"bars\">\n").element("caption", caption);
    html.raw("\n<thead><tr>").raw("<th scope=\"col\">").text(groupName).raw("</th>");
    for (String system : systems) {
      html.raw("<th scope=\"col\">").text(system).raw("</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for (Row row : rows) {
      html.raw("<tr><th scope=\"row\">").text(row.label());
      html.raw(" ").element("small", row.note()).raw("</th>");
      for (double value : row.values()) {
        bar(html, value, greatest);
      }
      html.raw("</tr>\n");
    }
    html.raw("</tbody>\n</table>\n</div>\n");
  }

  private void bar(Html html, double value, double greatest) {
    double share = greatest > 0 ? Math.max(0, 100 * value / greatest) : 0;
    String style = String.format(Locale.ROOT, "width:%.1f%%", share);
    html.raw("<td><span class=\"bar\" style=\"" + style + "\"></span>");
    html.raw("<span class=\"value\">").text(Score.rounded(value, 1) + unit).raw("</span></td>");
  }
}
