package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * A hypothesis and its scores by the models of a noisy channel.
 *
 * @param channelLogProb log-probability of the source, given the hypothesis's text, in nats; 0
 *     without a channel
 * @param languageLogProb log-probability of the hypothesis's text by the language model, in nats; 0
 *     without one
 */
record Rescored(Hypothesis hypothesis, double channelLogProb, double languageLogProb) {
  /** The weighted score; see {@link ChannelWeights}. */
  double score(ChannelWeights weights) {
    return hypothesis.logProb()
        + weights.channel() * channelLogProb
        + weights.length() * hypothesis.logProbs().length
        + weights.languageModel() * languageLogProb;
  }

  /** Hypotheses with their symbols placed freely first, then the higher score. */
  static List<Hypothesis> ranked(List<Rescored> found, ChannelWeights weights) {
    return found.stream().sorted(order(weights)).map(Rescored::hypothesis).toList();
  }

  /** The first of {@link #ranked}. */
  static Hypothesis best(List<Rescored> found, ChannelWeights weights) {
    return Collections.min(found, order(weights)).hypothesis();
  }

  private static Comparator<Rescored> order(ChannelWeights weights) {
    return Comparator.comparing((Rescored one) -> one.hypothesis.placement())
        .thenComparingDouble(one -> -one.score(weights));
  }
}
