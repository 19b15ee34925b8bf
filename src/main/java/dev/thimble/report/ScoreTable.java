package dev.thimble.report;

import dev.thimble.metric.ConfidenceInterval;
import dev.thimble.metric.Score;
import dev.thimble.metric.SystemScore;
import java.util.ArrayList;
import java.util.List;

/** A text table with a row for each system and a column for each metric, signatures below. */
final class ScoreTable {
  private ScoreTable() {}

  static String of(TestSetScores set) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("system"));
    set.metrics().forEach(metric -> head.add(metric.name()));
    rows.add(head);
    for (int s = 0; s < set.systems().size(); s++) {
      List<String> row = new ArrayList<>(List.of(set.systems().get(s)));
      for (MetricScores metric : set.metrics()) {
        row.add(cell(metric.systems().get(s)));
      }
      rows.add(row);
    }
    return TextTable.aligned(rows) + notes(set);
  }

  private static String cell(SystemScore system) {
    StringBuilder cell = new StringBuilder(Score.rounded(system.score().value(), 2));
    ConfidenceInterval interval = system.interval();
    if (interval != null) {
      cell.append(" ± ").append(Score.rounded(interval.halfWidth(), 2));
    }
    if (system.pValue() != null) {
      cell.append(" (p = ").append(Score.rounded(system.pValue(), 4)).append(')');
      cell.append(system.isSignificant() ? '*' : ' ');
    }
    return cell.toString();
  }

  private static String notes(TestSetScores set) {
    StringBuilder text = new StringBuilder();
    boolean compared =
        set.metrics().stream()
            .flatMap(metric -> metric.systems().stream())
            .anyMatch(system -> system.pValue() != null);
    if (compared) {
      text.append("* differs from ").append(set.systems().get(0));
      text.append(", p < ").append(SystemScore.SIGNIFICANT).append('\n');
    }
    for (MetricScores metric : set.metrics()) {
      text.append(metric.name()).append('|').append(metric.signature()).append('\n');
    }
    return text.toString();
  }
}
