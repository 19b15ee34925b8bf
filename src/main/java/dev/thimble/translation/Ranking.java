package dev.thimble.translation;

import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.metric.CorpusMetric;
import java.util.List;

/** Which of a sentence's hypotheses comes first. */
public enum Ranking {
  /** The search's own order: of a beam the best score first, samples as they were drawn. */
  SEARCH,
  /**
   * Minimum Bayes risk by chrF: first comes what is on average most like all the others, a beam's
   * weighted by their probability, samples alike (Kumar and Byrne 2004; Eikema and Aziz 2020).
   */
  MBR_CHRF,
  /** Minimum Bayes risk by the sentence's BLEU. */
  MBR_BLEU;

  /* How good a candidate is if the reference is right, from 0 to 100. */
  double utility(String candidate, String reference) {
    return metric().score(List.of(candidate), List.of(List.of(reference))).value();
  }

  private CorpusMetric metric() {
    return switch (this) {
      case SEARCH -> throw new IllegalStateException("the search's own order knows no utility");
      case MBR_CHRF -> CHRF;
      case MBR_BLEU -> BLEU;
    };
  }

  private static final CorpusMetric CHRF = new Chrf(ChrfConfig.defaults());
  private static final CorpusMetric BLEU = new Bleu(BleuConfig.defaults().withEffectiveOrder(true));
}
