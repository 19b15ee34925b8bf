package dev.thimble.report;

import dev.thimble.metric.Reliability;
import dev.thimble.metric.Reliability.Bin;
import java.util.List;
import java.util.Locale;

/**
 * How well a system's confidences are calibrated (Guo et al. 2017, section 2): for each of ten bins
 * of confidence, the share of good translations beside the mean confidence.
 */
final class ReliabilityDiagram {
  private ReliabilityDiagram() {}

  /** Writes one diagram for each system that has confidences; nothing if none has. */
  static void write(Html html, List<String> systems, EvaluatedTexts texts) {
    if (!texts.haveConfidences()) {
      return;
    }
    html.element("h3", "Confidence").raw("\n");
    for (int system = 0; system < systems.size(); system++) {
      if (!texts.confidences().get(system).isEmpty()) {
        write(html, systems.get(system), texts, system);
      }
    }
  }

  private static void write(Html html, String name, EvaluatedTexts texts, int system) {
    double[] sure = texts.confidences().get(system).stream().mapToDouble(c -> c).toArray();
    double[] scores = SentenceScores.of(texts, system);
    boolean[] good = new boolean[scores.length];
    for (int i = 0; i < good.length; i++) {
      good[i] = scores[i] >= Reliability.GOOD_CHRF;
    }
    Reliability reliability = Reliability.of(sure, good);
    StringBuilder points = new StringBuilder();
    Html rows = new Html();
    for (Bin bin : reliability.bins()) {
      points.append(point(bin, (double) bin.size() / sure.length));
      row(rows, bin);
    }
    html.raw(
        "<figure class=\"reliability\">\n<svg viewBox=\"-4 -4 108 108\" role=\"img\" aria-label=\"");
    html.text(name + ": share of good translations by confidence").raw("\">");
    html.raw("<path class=\"frame\" d=\"M0 0V100H100M0 100L100 0\"/>").raw(points.toString());
    html.raw("</svg>\n<figcaption>")
        .text(name)
        .raw(": confidence from left to right, share of good");
    html.raw(
        " translations upwards; a point for each tenth, as large as its share of the test set. ");
    html.raw(
        String.format(
            Locale.ROOT,
            "On the line both are equal. Expected calibration error %.3f.</figcaption>\n",
            reliability.error()));
    html.raw(
        "<table><caption>Good translations (sentence chrF2 of 60 or more) by confidence</caption>");
    html.raw("<thead><tr><th scope=\"col\">Mean confidence</th><th scope=\"col\">Good</th>");
    html.raw("<th scope=\"col\">Sentences</th></tr></thead>\n<tbody>\n").raw(rows.toString());
    html.raw("</tbody></table>\n</figure>\n");
  }

  private static String point(Bin bin, double share) {
    return String.format(
        Locale.ROOT,
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>",
        100 * bin.confidence(),
        100 - 100 * bin.good(),
        1 + 6 * Math.sqrt(share));
  }

  private static void row(Html rows, Bin bin) {
    rows.raw(
        String.format(
            Locale.ROOT,
            "<tr><td class=\"number\">%.2f</td><td class=\"number\">%.2f</td><td"
                + " class=\"number\">%d</td></tr>\n",
            bin.confidence(),
            bin.good(),
            bin.size()));
  }
}
