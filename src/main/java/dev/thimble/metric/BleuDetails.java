package dev.thimble.metric;

import dev.thimble.integrity.Require;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The parts of a BLEU score. Immutable.
 *
 * @param precisions smoothed n-gram precisions in percent, from order 1 up
 * @param brevityPenalty from 0 to 1
 * @param hypothesisLength number of tokens of all hypotheses
 * @param referenceLength number of tokens of the references closest in length
 */
public record BleuDetails(
    List<Double> precisions, double brevityPenalty, long hypothesisLength, long referenceLength) {

  /** Copies the precisions. */
  public BleuDetails {
    precisions = List.copyOf(Require.elements(precisions, "precisions"));
  }

  /**
   * Hypothesis length over reference length, in tokens.
   *
   * @return the ratio; 0 if the references are empty
   */
  public double lengthRatio() {
    return referenceLength == 0 ? 0 : (double) hypothesisLength / referenceLength;
  }

  /** {@return the text that sacreBLEU prints after a score} */
  public String text() {
    String orders =
        precisions.stream()
            .map(precision -> Score.rounded(precision, 1))
            .collect(Collectors.joining("/"));
    return orders
        + " (BP = "
        + Score.rounded(brevityPenalty, 3)
        + " ratio = "
        + Score.rounded(lengthRatio(), 3)
        + " hyp_len = "
        + hypothesisLength
        + " ref_len = "
        + referenceLength
        + ")";
  }
}
