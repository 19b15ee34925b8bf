package dev.thimble.report;

import dev.thimble.report.CleaningReport.Example;
import dev.thimble.report.CleaningReport.Rule;
import java.util.ArrayList;
import java.util.List;

/** The page of a {@link CleaningReport}: counts, and a table of examples for each rule. */
final class CleaningPage {
  private CleaningPage() {}

  static String of(CleaningReport report) {
    Html html = new Html();
    html.element("h1", "Cleaning of " + report.name()).raw("\n");
    html.element("p", summary(report)).raw("\n");
    html.element("h2", "Rules").raw("\n");
    List<BarTable.Row> rows = new ArrayList<>();
    for (Rule rule : report.rules()) {
      rows.add(
          new BarTable.Row(
              rule.name(), rule.description(), new double[] {percent(rule.removed(), report)}));
    }
    new BarTable("Share of pairs that each rule removes; the first rule counts", "Rule", " %")
        .write(html, List.of("Removed"), rows);
    for (Rule rule : report.rules()) {
      if (rule.removed() > 0) {
        String count = CleaningReport.count(rule.removed());
        html.element("h2", rule.name()).raw("\n");
        html.element("p", rule.description() + ": " + count + " pairs").raw("\n");
        examples(html, "Some pairs that " + rule.name() + " removes", rule.examples());
      }
    }
    html.element("h2", "Kept").raw("\n");
    examples(html, "Some pairs that are kept", report.kept());
    return Page.of("Thimble cleaning", html);
  }

  private static String summary(CleaningReport report) {
    return CleaningReport.count(report.keptPairs())
        + " of "
        + CleaningReport.count(report.pairs())
        + " pairs are kept ("
        + report.share(report.keptPairs())
        + ").";
  }

  private static double percent(long count, CleaningReport report) {
    return 100.0 * count / Math.max(1, report.pairs());
  }

  private static void examples(Html html, String caption, List<Example> examples) {
    html.raw("<div class=\"sentences\">\n<p class=\"search\" hidden><label>Search these pairs ");
    html.raw("<input type=\"search\"></label> <output role=\"status\"></output></p>\n<table>\n");
    html.element("caption", caption).raw("\n<thead><tr><th scope=\"col\" data-sort>Line</th>");
    html.raw("<th scope=\"col\">Texts</th></tr></thead>\n<tbody>\n");
    for (Example example : examples) {
      html.raw("<tr><th scope=\"row\" class=\"number\">").text(Long.toString(example.line()));
      html.raw("</th><td><dl>\n");
      text(html, "source", example.source());
      text(html, "target", example.target());
      text(html, "found", example.what());
      text(html, "file", example.file());
      html.raw("</dl></td></tr>\n");
    }
    html.raw("</tbody>\n</table>\n</div>\n");
  }

  private static void text(Html html, String label, String text) {
    if (!text.isEmpty()) {
      html.element("dt", label).raw("<dd dir=\"auto\">").text(text).raw("</dd>\n");
    }
  }
}
