package dev.thimble.report;

import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.metric.CorpusMetric;
import java.util.List;
import java.util.stream.IntStream;

/** Sentence chrF2 of every line of a system. Stateless. */
final class SentenceScores {
  private static final CorpusMetric METRIC = new Chrf(ChrfConfig.defaults());

  private SentenceScores() {}

  static double[] of(EvaluatedTexts texts, int system) {
    List<String> lines = texts.hypotheses().get(system);
    return IntStream.range(0, lines.size())
        .parallel()
        .mapToDouble(
            i -> METRIC.score(METRIC.statistics(lines.get(i), texts.references().get(i))).value())
        .toArray();
  }
}
