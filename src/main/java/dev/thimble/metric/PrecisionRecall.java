package dev.thimble.metric;

/**
 * The numbers of a ROUGE score, each from 0 to 1. Immutable.
 *
 * @param precision share of the hypothesis that matches the reference
 * @param recall share of the reference that matches the hypothesis
 * @param fMeasure their harmonic mean for a segment; for a corpus, the mean over its segments
 */
public record PrecisionRecall(double precision, double recall, double fMeasure) {
  static PrecisionRecall of(double hits, double hypothesisSize, double referenceSize) {
    double precision = hypothesisSize == 0 ? 0 : hits / hypothesisSize;
    double recall = referenceSize == 0 ? 0 : hits / referenceSize;
    double sum = precision + recall;
    return new PrecisionRecall(precision, recall, sum > 0 ? 2 * precision * recall / sum : 0);
  }
}
