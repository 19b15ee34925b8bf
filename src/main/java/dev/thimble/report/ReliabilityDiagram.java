package dev.thimble.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How well the confidences of a system agree with its sentences (Guo et al. 2017, section 2): of
 * the translations in each of ten bins of confidence, the share of good ones beside the mean
 * confidence.
 */
final class ReliabilityDiagram {
  private static final int BINS = 10;
  private static final double GOOD = 60; // sentence chrF2

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
    double error = 0;
    StringBuilder points = new StringBuilder();
    Html rows = new Html();
    for (int bin = 0; bin < BINS; bin++) {
      int own = bin;
      int[] lines =
          IntStream.range(0, sure.length)
              .filter(i -> Math.min(BINS - 1, (int) (sure[i] * BINS)) == own)
              .toArray();
      if (lines.length > 0) {
        double mean = IntStream.of(lines).mapToDouble(i -> sure[i]).average().orElseThrow();
        double good =
            (double) IntStream.of(lines).filter(i -> scores[i] >= GOOD).count() / lines.length;
        error += Math.abs(mean - good) * lines.length / sure.length;
        points.append(point(mean, good, (double) lines.length / sure.length));
        row(rows, lines.length, mean, good);
      }
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
            error));
    html.raw(
        "<table><caption>Good translations (sentence chrF2 of 60 or more) by confidence</caption>");
    html.raw("<thead><tr><th scope=\"col\">Mean confidence</th><th scope=\"col\">Good</th>");
    html.raw("<th scope=\"col\">Sentences</th></tr></thead>\n<tbody>\n").raw(rows.toString());
    html.raw("</tbody></table>\n</figure>\n");
  }

  private static String point(double mean, double good, double share) {
    return String.format(
        Locale.ROOT,
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>",
        100 * mean,
        100 - 100 * good,
        1 + 6 * Math.sqrt(share));
  }

  private static void row(Html rows, int lines, double mean, double good) {
    rows.raw(
        String.format(
            Locale.ROOT,
            "<tr><td class=\"number\">%.2f</td><td class=\"number\">%.2f</td><td class=\"number\">%d</td></tr>\n",
            mean,
            good,
            lines));
  }
}
