package dev.thimble.report;

import dev.thimble.metric.Score;
import dev.thimble.metric.WordDifference;
import dev.thimble.metric.WordDifference.Word;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The most interesting sentences of a test set, by sentence chrF2: those where a system differs
 * most from the baseline, or, for a single system, those with the lowest scores.
 */
final class SentenceTable {
  private static final int MAX_SENTENCES = 100;
  private static final int MAX_CHARACTERS = 2000;

  private final List<String> names;
  private final EvaluatedTexts texts;

  SentenceTable(List<String> names, EvaluatedTexts texts) {
    this.names = names;
    this.texts = texts;
  }

  /** Writes one table for each system but the baseline, or one for a single system. */
  void write(Html html) {
    double[] baseline = SentenceScores.of(texts, 0);
    if (names.size() == 1) {
      write(html, worst(baseline));
      return;
    }
    for (int system = 1; system < names.size(); system++) {
      write(html, most(baseline, SentenceScores.of(texts, system), system));
    }
  }

  /** A sentence of the table; {@code key} determines the order. */
  private record Pick(int line, int system, double[] scores, double key) {}

  private record Picks(String caption, String keyName, List<Pick> picks) {}

  private Picks worst(double[] scores) {
    List<Pick> picks =
        IntStream.range(0, scores.length)
            .mapToObj(i -> new Pick(i, 0, new double[] {scores[i]}, scores[i]))
            .sorted(Comparator.comparingDouble(Pick::key))
            .limit(MAX_SENTENCES)
            .toList();
    return new Picks("Sentences with the lowest scores", "chrF2", picks);
  }

  private Picks most(double[] baseline, double[] scores, int system) {
    List<Pick> picks =
        IntStream.range(0, scores.length)
            .mapToObj(
                i ->
                    new Pick(
                        i, system, new double[] {baseline[i], scores[i]}, scores[i] - baseline[i]))
            .filter(pick -> differs(pick.line(), system))
            .sorted(Comparator.comparingDouble(pick -> -Math.abs(pick.key())))
            .limit(MAX_SENTENCES)
            .toList();
    return new Picks(
        "Sentences where %s and %s differ most".formatted(names.get(system), names.get(0)),
        "Difference",
        picks);
  }

  private boolean differs(int line, int system) {
    return !texts.hypotheses().get(0).get(line).equals(texts.hypotheses().get(system).get(line));
  }

  private void write(Html html, Picks chosen) {
    html.element("h3", chosen.caption()).raw("\n");
    if (chosen.picks().isEmpty()) {
      html.raw("<p>There are none: the translations are the same.</p>\n");
      return;
    }
    html.raw(
        "<div class=\"sentences\">\n<p class=\"search\" hidden><label>Search these sentences ");
    html.raw("<input type=\"search\"></label> <output role=\"status\"></output></p>\n<table>\n");
    html.raw("<caption>").text(chosen.caption()).raw(", by sentence chrF2. ");
    html.raw(
        names.size() == 1
            ? "Marked: words that differ from the first reference.</caption>\n"
            : "Marked: words that differ from the other system.</caption>\n");
    html.raw("<thead><tr><th scope=\"col\" data-sort>Line</th><th scope=\"col\" data-sort>");
    html.text(chosen.keyName()).raw("</th>");
    if (texts.haveConfidences()) {
      html.raw("<th scope=\"col\" data-sort>Confidence</th>");
    }
    html.raw("<th scope=\"col\">Texts</th></tr></thead>\n<tbody>\n");
    chosen.picks().forEach(pick -> row(html, pick));
    html.raw("</tbody>\n</table>\n</div>\n");
  }

  private void row(Html html, Pick pick) {
    String key = Score.rounded(pick.key(), 1);
    String signed = names.size() > 1 && pick.key() > 0 ? "+" + key : key.replace('-', '−');
    html.raw(
        String.format(
            Locale.ROOT, "<tr><th scope=\"row\" class=\"number\">%d</th>", pick.line() + 1));
    html.raw("<td class=\"number\" data-value=\"" + pick.key() + "\">").text(signed);
    html.raw("</td>");
    if (texts.haveConfidences()) {
      confidence(html, texts.confidences().get(pick.system()), pick.line());
    }
    html.raw("<td><dl>\n");
    if (texts.source() != null) {
      plain(html, "source", texts.source().get(pick.line()));
    }
    List<String> references = texts.references().get(pick.line());
    for (int r = 0; r < references.size(); r++) {
      plain(html, references.size() == 1 ? "reference" : "reference " + (r + 1), references.get(r));
    }
    String first = texts.hypotheses().get(0).get(pick.line());
    String other =
        pick.system() == 0
            ? references.get(0)
            : texts.hypotheses().get(pick.system()).get(pick.line());
    marked(html, label(0, pick.scores()[0]), first, other);
    if (pick.system() > 0) {
      marked(html, label(pick.system(), pick.scores()[1]), other, first);
    }
    html.raw("</dl></td></tr>\n");
  }

  private static void confidence(Html html, List<Double> own, int line) {
    html.raw("<td class=\"number\">");
    html.text(own.isEmpty() ? "" : Score.rounded(own.get(line), 2)).raw("</td>");
  }

  private String label(int system, double score) {
    return names.get(system) + " (" + Score.rounded(score, 1) + ")";
  }

  private static void plain(Html html, String label, String text) {
    html.element("dt", label).raw("<dd dir=\"auto\">").text(shortened(text)).raw("</dd>\n");
  }

  private static void marked(Html html, String label, String text, String other) {
    html.element("dt", label).raw("<dd dir=\"auto\">");
    if (text.isBlank()) {
      html.raw("<em>empty</em>");
    }
    boolean first = true;
    for (Word word : WordDifference.of(shortened(text), shortened(other))) {
      html.raw(first ? "" : " ");
      first = false;
      if (word.common()) {
        html.text(word.text());
      } else {
        html.element("mark", word.text());
      }
    }
    html.raw("</dd>\n");
  }

  private static String shortened(String text) {
    if (text.length() <= MAX_CHARACTERS) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS / 2)) + " …";
  }
}
