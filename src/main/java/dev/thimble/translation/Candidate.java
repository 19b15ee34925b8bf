package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hypothesis, and what the models of a noisy channel say of it.
 *
 * @param channel the sentence as the channel writes it, given the hypothesis's text; null without a
 *     channel
 * @param languageModel the hypothesis's text as the language model writes it; null without one
 */
record Candidate(
    Hypothesis hypothesis, @Nullable Hypothesis channel, @Nullable Hypothesis languageModel) {
  /** A hypothesis without a noisy channel. */
  static Candidate of(Hypothesis hypothesis) {
    return new Candidate(hypothesis, null, null);
  }

  /** The weighted score; see {@link ChannelWeights}. */
  double score(ChannelWeights weights) {
    return hypothesis.logProb()
        + weights.channel() * logProb(channel)
        + weights.length() * hypothesis.logProbs().length
        + weights.languageModel() * logProb(languageModel);
  }

  private static double logProb(@Nullable Hypothesis forced) {
    return forced == null ? 0 : forced.logProb();
  }

  /** Candidates with their symbols placed freely first, then the higher score. */
  static List<Candidate> ranked(List<Candidate> found, ChannelWeights weights) {
    return found.stream().sorted(order(weights)).toList();
  }

  /** The first of {@link #ranked}. */
  static Candidate best(List<Candidate> found, ChannelWeights weights) {
    return Collections.min(found, order(weights));
  }

  private static Comparator<Candidate> order(ChannelWeights weights) {
    return Comparator.comparing((Candidate one) -> one.hypothesis.placement())
        .thenComparingDouble(one -> -one.score(weights));
  }
}
