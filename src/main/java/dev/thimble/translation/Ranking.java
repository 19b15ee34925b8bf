package dev.thimble.translation;

import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.metric.CorpusMetric;
import java.util.List;

/** The order of a sentence's hypotheses. */
public enum Ranking {
  /** The order of the search: a beam's by score, best first; samples as they were drawn. */
  SEARCH,
  /**
   * Minimum Bayes risk by chrF: first the hypothesis with the highest mean chrF against all
   * hypotheses, weighted by probability in a beam and equally for samples (Kumar and Byrne 2004;
   * Eikema and Aziz 2020).
   */
  MBR_CHRF,
  /** Minimum Bayes risk by sentence-level BLEU. */
  MBR_BLEU,
  /**
   * Noisy channel: first the hypothesis with the highest weighted sum of its log-probability, the
   * log-probability of the source given the hypothesis by a model of the other direction, the
   * log-probability of its text by a language model, and its length; see {@link ChannelWeights}.
   * {@link Translation#score} stays that of the search. Needs {@link LoadConfig#withChannel},
   * {@link LoadConfig#withLanguageModel} or both.
   */
  CHANNEL;

  /* The metric of a candidate against a reference, from 0 to 100. */
  double utility(String candidate, String reference) {
    return metric().score(List.of(candidate), List.of(List.of(reference))).value();
  }

  private CorpusMetric metric() {
    return switch (this) {
      case SEARCH, CHANNEL -> throw new IllegalStateException(this + " has no utility");
      case MBR_CHRF -> CHRF;
      case MBR_BLEU -> BLEU;
    };
  }

  private static final CorpusMetric CHRF = new Chrf(ChrfConfig.defaults());
  private static final CorpusMetric BLEU = new Bleu(BleuConfig.defaults().withEffectiveOrder(true));
}
