package dev.thimble.cli;

import dev.thimble.cli.AlignedLines.Column;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.SystemScore;
import dev.thimble.report.MetricScores;
import dev.thimble.report.TestSetScores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A test set with the scores of its systems. */
record ScoredTestSet(TestSetScores scores) {
  /**
   * The texts of a test set.
   *
   * @param systems the systems' names
   * @param hypotheses a text for each system
   */
  record Columns(
      List<String> systems,
      List<Column> hypotheses,
      List<Column> references,
      @Nullable Column source) {
    List<Column> all() {
      List<Column> all = new ArrayList<>(hypotheses);
      all.addAll(references);
      if (source != null) {
        all.add(source);
      }
      return all;
    }
  }

  static ScoredTestSet score(
      String name, Columns columns, Map<String, CorpusMetric> metrics, Certainty certainty)
      throws IOException {
    int systems = columns.systems().size();
    StreamedScores streamed =
        new StreamedScores(List.copyOf(metrics.values()), systems, certainty.config() != null);
    try (AlignedLines lines = AlignedLines.open(columns.all())) {
      streamed.read(lines, columns.references().size());
    }
    List<MetricScores> scores = new ArrayList<>();
    for (String metric : metrics.keySet()) {
      int m = scores.size();
      String signature = certainty.sign(streamed.scorer(0, m).signature());
      List<SystemScore> each =
          certainty.config() == null
              ? IntStream.range(0, systems)
                  .mapToObj(s -> SystemScore.plain(streamed.scorer(s, m).score()))
                  .toList()
              : certainty.of(streamed.statistics(m));
      scores.add(new MetricScores(metric, signature, each));
    }
    return new ScoredTestSet(new TestSetScores(name, streamed.lines(), columns.systems(), scores));
  }
}
