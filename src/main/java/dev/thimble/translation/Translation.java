package dev.thimble.translation;

import dev.thimble.integrity.Require;
import java.util.List;
import java.util.Objects;

/**
 * One translation. Immutable.
 *
 * <p>{@code logProb} is the sum over {@code pieceLogProbs}: the natural logarithm of the
 * probability that the model gives every piece, given the source and the pieces before it, and of
 * the end-of-sentence piece; they are the model's own, whatever the options suppress, penalize or
 * sample. {@link #length} counts the same, so the end is counted. {@code score} is what the {@link
 * dev.thimble.search.LengthPenalty} makes of the sum and the length: {@code logProb} / |Y|^alpha by
 * default, with an alpha of 1, so the mean log-probability a piece. Under a repetition penalty or a
 * bias of the end, the sum in the score is that of the values so adjusted. Higher is better.
 *
 * <p>The translation of a blank text is blank, with a score of 0 and no pieces. That of a text
 * which was split has the pieces of its parts, one after the other, and is scored as their sum.
 *
 * @param text what the model wrote
 * @param score normalized by length
 * @param logProb sum of log-probabilities, in nats
 * @param pieces of the text
 * @param pieceLogProbs log-probability of each piece, and of the end if the model wrote one
 * @param finished whether the model ended it; false if it was stopped at the length limit
 */
public record Translation(
    String text,
    double score,
    double logProb,
    List<String> pieces,
    List<Float> pieceLogProbs,
    boolean finished) {
  /** Checks that text and lists are there; copies the lists. */
  public Translation {
    Objects.requireNonNull(text, "text");
    pieces = Require.copyOf(pieces, "pieces");
    pieceLogProbs = Require.copyOf(pieceLogProbs, "pieceLogProbs");
  }

  /** The translation of a blank text. */
  static final Translation BLANK = new Translation("", 0, 0, List.of(), List.of(), true);

  /** Number of log-probabilities: the pieces, and the end if the model wrote one. */
  public int length() {
    return pieceLogProbs.size();
  }

  /** exp(-{@code logProb} / {@link #length}), 1 for a blank translation of a blank text. */
  public double perplexity() {
    return length() == 0 ? 1 : Math.exp(-logProb / length());
  }

  /** The same, scored otherwise. */
  Translation withScore(double other) {
    return new Translation(text, other, logProb, pieces, pieceLogProbs, finished);
  }
}
