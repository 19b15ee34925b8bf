package dev.thimble.cli;

import dev.thimble.metric.SegmentStatistics;
import dev.thimble.metric.Significance;
import dev.thimble.metric.SignificanceConfig;
import dev.thimble.metric.SystemScore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to find out beside the scores.
 *
 * @param config of the resampling; null for the scores alone
 * @param compared whether systems are compared with the first, not only given intervals
 */
record Certainty(@Nullable SignificanceConfig config, boolean compared) {
  static Certainty none() {
    return new Certainty(null, false);
  }

  List<SystemScore> of(List<SegmentStatistics> systems) {
    if (config == null) {
      return systems.stream().map(system -> SystemScore.plain(system.score())).toList();
    }
    Significance significance = new Significance(config);
    return compared ? significance.compare(systems) : significance.intervals(systems);
  }

  String sign(String signature) {
    if (config == null) {
      return signature;
    }
    return compared ? config.sign(signature) : config.signInterval(signature);
  }
}
