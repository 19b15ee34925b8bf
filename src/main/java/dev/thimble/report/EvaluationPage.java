package dev.thimble.report;

import dev.thimble.metric.BleuTokenizer;
import dev.thimble.metric.ConfidenceInterval;
import dev.thimble.metric.Score;
import dev.thimble.metric.SystemScore;
import dev.thimble.report.BarTable.Row;
import dev.thimble.report.SegmentGroups.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes an evaluation as one self-contained HTML page: scores; scores by sentence length and by
 * the rarity of source words; length ratios; how reliable confidences are; and a table of sentences
 * to search and sort. The page is complete without its script, too. Texts are escaped, and a policy
 * in the page lets no other script run. Thread-safe.
 */
public final class EvaluationPage {
  private final @Nullable WordCounts training;

  /**
   * Makes a writer of pages.
   *
   * @param training how often each source word occurs in the training corpus; if null, words are
   *     counted in the test set's source
   */
  public EvaluationPage(@Nullable WordCounts training) {
    this.training = training;
  }

  /** The page for the given test sets, as HTML. */
  public String of(List<EvaluatedTestSet> sets) {
    Html html = new Html();
    html.raw("<h1>Evaluation</h1>\n");
    if (sets.size() > 1) {
      html.raw("<nav aria-label=\"Test sets\"><ul>\n");
      for (int i = 0; i < sets.size(); i++) {
        html.raw(String.format(Locale.ROOT, "<li><a href=\"#set%d\">", i))
            .text(sets.get(i).scores().name());
        html.raw("</a></li>\n");
      }
      html.raw("</ul></nav>\n");
    }
    for (int i = 0; i < sets.size(); i++) {
      html.raw(
          String.format(
              Locale.ROOT, "<section aria-labelledby=\"set%d\">\n<h2 id=\"set%d\">", i, i));
      html.text(sets.get(i).scores().name()).raw("</h2>\n");
      section(html, sets.get(i));
      html.raw("</section>\n");
    }
    return Page.of("Thimble evaluation", html);
  }

  private void section(Html html, EvaluatedTestSet set) {
    html.element("p", sentences(set.texts().lines())).raw("\n");
    scores(html, set.scores());
    byLength(html, set);
    byRarity(html, set);
    lengthRatios(html, set);
    ReliabilityDiagram.write(html, set.scores().systems(), set.texts());
    new SentenceTable(set.scores().systems(), set.texts()).write(html);
  }

  private static void scores(Html html, TestSetScores set) {
    html.element("h3", "Scores").raw("\n<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
    html.raw(" aria-label=\"Scores\">\n<table>\n").element("caption", caption(set));
    html.raw("\n<thead><tr><th scope=\"col\">System</th>");
    for (MetricScores metric : set.metrics()) {
      html.raw("<th scope=\"col\">").text(metric.name()).raw("</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for (int s = 0; s < set.systems().size(); s++) {
      html.raw("<tr><th scope=\"row\">").text(set.systems().get(s)).raw("</th>");
      for (MetricScores metric : set.metrics()) {
        html.raw("<td>");
        score(html, metric.systems().get(s));
        html.raw("</td>");
      }
      html.raw("</tr>\n");
    }
    html.raw("</tbody>\n</table>\n</div>\n<details><summary>Signatures</summary>\n<ul>\n");
    for (MetricScores metric : set.metrics()) {
      html.raw("<li><code>").text(metric.name() + "|" + metric.signature());
      html.raw("</code></li>\n");
    }
    html.raw("</ul></details>\n");
  }

  private static String caption(TestSetScores set) {
    List<SystemScore> last =
        set.metrics().stream()
            .map(metric -> metric.systems().get(metric.systems().size() - 1))
            .toList();
    String caption = "Scores of the whole test set";
    if (last.stream().anyMatch(system -> system.interval() != null)) {
      caption += "; ± is half of the 95% confidence interval";
    }
    if (last.stream().anyMatch(system -> system.pValue() != null)) {
      caption +=
          "; p is the p-value of the difference to %s, significant below %s"
              .formatted(set.systems().get(0), SystemScore.SIGNIFICANT);
    }
    return caption;
  }

  private static void score(Html html, SystemScore system) {
    html.element("b", Score.rounded(system.score().value(), 2));
    ConfidenceInterval interval = system.interval();
    if (interval != null) {
      html.text(" ± " + Score.rounded(interval.halfWidth(), 2));
    }
    if (system.pValue() != null) {
      html.raw("<br><small>p = ").text(Score.rounded(system.pValue(), 4));
      html.raw(system.isSignificant() ? " * significant" : " not significant").raw("</small>");
    }
  }

  private static void byLength(Html html, EvaluatedTestSet set) {
    int[] lengths = lengths(set.texts().firstReferences());
    html.element("h3", "Score by sentence length").raw("\n");
    groups(
        html,
        set,
        new BarTable(name(set) + " by words of the first reference", "Words", ""),
        SegmentGroups.byLength(lengths.length, i -> lengths[i]));
  }

  private void byRarity(Html html, EvaluatedTestSet set) {
    List<String> source = set.texts().source();
    if (source == null) {
      return;
    }
    WordCounts counts = training;
    if (counts == null) {
      counts = new WordCounts("this source");
      source.forEach(counts::add);
    }
    int[] rarest = source.stream().mapToInt(counts::ofRarest).toArray();
    String caption =
        "%s by how often the rarest word of the source sentence occurs in %s"
            .formatted(name(set), counts.origin());
    html.element("h3", "Score by rarity of source words").raw("\n");
    groups(
        html,
        set,
        new BarTable(caption, "Times", ""),
        SegmentGroups.byCount(rarest.length, i -> rarest[i]));
  }

  private static void groups(Html html, EvaluatedTestSet set, BarTable table, List<Group> groups) {
    List<Row> rows = new ArrayList<>();
    for (Group group : groups) {
      double[] values =
          set.statistics().stream()
              .mapToDouble(statistics -> statistics.score(group.segments()).value())
              .toArray();
      rows.add(new Row(group.label(), sentences(group.segments().length), values));
    }
    table.write(html, set.scores().systems(), rows);
  }

  private static void lengthRatios(Html html, EvaluatedTestSet set) {
    int[] references = lengths(set.texts().firstReferences());
    List<List<Group>> groups = new ArrayList<>();
    for (List<String> hypotheses : set.texts().hypotheses()) {
      int[] own = lengths(hypotheses);
      groups.add(
          SegmentGroups.byRatio(own.length, i -> (double) own[i] / Math.max(1, references[i])));
    }
    List<Row> rows = new ArrayList<>();
    for (int g = 0; g < groups.get(0).size(); g++) {
      double[] values = new double[groups.size()];
      for (int s = 0; s < values.length; s++) {
        values[s] = 100.0 * groups.get(s).get(g).segments().length / references.length;
      }
      rows.add(new Row(groups.get(0).get(g).label(), "", values));
    }
    html.element("h3", "Length ratio").raw("\n");
    new BarTable(
            "Share of sentences by words of the hypothesis over words of the first reference",
            "Ratio",
            " %")
        .write(html, set.scores().systems(), rows);
  }

  private static String sentences(int count) {
    return count + (count == 1 ? " sentence" : " sentences");
  }

  private static int[] lengths(List<String> lines) {
    return lines.parallelStream()
        .mapToInt(line -> BleuTokenizer.V13A.tokens(line).size())
        .toArray();
  }

  private static String name(EvaluatedTestSet set) {
    return set.scores().metrics().get(0).name();
  }
}
