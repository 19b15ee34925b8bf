package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import java.util.Comparator;
import java.util.List;

/**
 * A hypothesis and what the channel says to it.
 *
 * @param channelLogProb log-probability of the source, given the hypothesis's text, in nats
 */
record Rescored(Hypothesis hypothesis, double channelLogProb) {
  /** The weighted score; see {@link ChannelWeights}. */
  double score(ChannelWeights weights) {
    return hypothesis.logProb()
        + weights.channel() * channelLogProb
        + weights.length() * hypothesis.logProbs().length;
  }

  /** Hypotheses with their symbols placed freely first, then the higher score. */
  static List<Hypothesis> ranked(List<Rescored> found, ChannelWeights weights) {
    return found.stream()
        .sorted(
            Comparator.comparing((Rescored one) -> one.hypothesis.placement())
                .thenComparingDouble(one -> -one.score(weights)))
        .map(Rescored::hypothesis)
        .toList();
  }
}
