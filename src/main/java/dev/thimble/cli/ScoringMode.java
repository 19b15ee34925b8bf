package dev.thimble.cli;

import dev.thimble.metric.SegmentStatistics;
import dev.thimble.metric.Significance;
import dev.thimble.metric.SignificanceConfig;
import dev.thimble.metric.SystemScore;
import java.util.List;

/**
 * What to compute in addition to the scores.
 *
 * @param kind nothing, intervals, or a comparison
 * @param config parameters of the resampling
 */
record ScoringMode(Kind kind, SignificanceConfig config) {
  /** Scores alone, with intervals, or with intervals and p-values against the first system. */
  enum Kind {
    SCORES,
    INTERVALS,
    COMPARISON
  }

  /** Scores every system by one metric. */
  List<SystemScore> of(StreamedScores scores, int metric) {
    if (kind == Kind.SCORES) {
      return scores.plain(metric);
    }
    List<SegmentStatistics> systems = scores.statistics(metric);
    Significance significance = new Significance(config);
    return kind == Kind.COMPARISON
        ? significance.compare(systems)
        : significance.intervals(systems);
  }

  /** Adds the parameters of the resampling to a metric's signature. */
  String sign(String signature) {
    return switch (kind) {
      case SCORES -> signature;
      case INTERVALS -> config.signInterval(signature);
      case COMPARISON -> config.sign(signature);
    };
  }
}
