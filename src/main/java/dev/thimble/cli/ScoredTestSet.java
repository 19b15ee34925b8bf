package dev.thimble.cli;

import dev.thimble.metric.CorpusMetric;
import dev.thimble.report.EvaluatedTestSet;
import dev.thimble.report.EvaluatedTexts;
import dev.thimble.report.MetricScores;
import dev.thimble.report.TestSetScores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A test set whose systems have been scored. For one thread. */
final class ScoredTestSet {
  private final TestSetTexts texts;
  private final StreamedScores streamed;
  private final TestSetScores scores;

  private ScoredTestSet(TestSetTexts texts, StreamedScores streamed, TestSetScores scores) {
    this.texts = texts;
    this.streamed = streamed;
    this.scores = scores;
  }

  /**
   * Reads all texts and scores the systems.
   *
   * @param keep whether to keep the statistics that {@link #forPage} needs
   */
  static ScoredTestSet score(
      TestSetTexts texts, Map<String, CorpusMetric> metrics, ScoringMode mode, boolean keep)
      throws IOException {
    StreamedScores streamed =
        new StreamedScores(
            List.copyOf(metrics.values()),
            texts.systems().size(),
            keep || mode.kind() != ScoringMode.Kind.SCORES);
    try (ScoringTexts lines = ScoringTexts.open(texts.all())) {
      streamed.read(lines, texts.references());
    }
    List<MetricScores> scores = new ArrayList<>();
    for (String metric : metrics.keySet()) {
      int m = scores.size();
      String signature = mode.sign(streamed.signature(m));
      scores.add(new MetricScores(metric, signature, mode.of(streamed, m)));
    }
    return new ScoredTestSet(
        texts,
        streamed,
        new TestSetScores(texts.name(), streamed.lines(), texts.systems(), scores));
  }

  TestSetScores scores() {
    return scores;
  }

  /** Warnings about references whose script does not fit the tokenizer of a metric. */
  List<String> warnings(Map<String, CorpusMetric> metrics) {
    List<String> warnings = new ArrayList<>();
    for (int reference = 0; reference < texts.references().size(); reference++) {
      String name = texts.references().get(reference).name();
      warnings.addAll(TokenizerWarnings.of(name, streamed.firstLines(reference), metrics));
    }
    return warnings;
  }

  /** Reads all texts again, for the HTML page. Only if the statistics were kept. */
  EvaluatedTestSet forPage() throws IOException {
    ScoringText source = texts.source();
    return new EvaluatedTestSet(
        scores,
        streamed.statistics(0),
        new EvaluatedTexts(
            readAll(texts.hypotheses()),
            references(),
            source == null ? null : source.readAll(),
            texts.confidences()));
  }

  private List<List<String>> references() throws IOException {
    List<List<String>> files = readAll(texts.references());
    List<List<String>> references = new ArrayList<>();
    for (int i = 0; i < files.get(0).size(); i++) {
      int line = i;
      references.add(
          ScoringText.references(
              texts.references(), files.stream().map(file -> file.get(line)).toList()));
    }
    return references;
  }

  private static List<List<String>> readAll(List<ScoringText> all) throws IOException {
    List<List<String>> texts = new ArrayList<>();
    for (ScoringText text : all) {
      texts.add(text.readAll());
    }
    return texts;
  }
}
