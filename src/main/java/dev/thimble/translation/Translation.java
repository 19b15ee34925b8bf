package dev.thimble.translation;

import java.util.List;

/**
 * One translation. Immutable.
 *
 * @param text what the model wrote
 * @param score sum of the log-probabilities of all pieces and the end, over the length penalty's
 *     divisor; higher is better, 0 for a blank source
 * @param logProb that sum itself, in nats
 * @param pieces of the text
 * @param pieceLogProbs log-probability of each piece, and of the end if the model wrote one
 */
public record Translation(
    String text, double score, double logProb, List<String> pieces, List<Float> pieceLogProbs) {
  /** The translation of a blank text. */
  static final Translation BLANK = new Translation("", 0, 0, List.of(), List.of());
}
