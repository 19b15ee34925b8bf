package dev.thimble.translation;

import dev.thimble.integrity.Require;
import dev.thimble.search.Placement;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One translation. Immutable.
 *
 * <p>{@code pieceLogProbs} are the natural logarithms of the model's probabilities of each piece,
 * given the source and the pieces before it, and of eos; suppressed pieces, penalties and sampling
 * do not change them. {@code logProb} is their sum and {@link #length} their number. {@code score}
 * is the {@link dev.thimble.search.LengthPenalty} of both: by default {@code logProb} / |Y|, the
 * mean log-probability of a piece. With a repetition penalty or a bias of eos, the score uses the
 * sum of the adjusted values. Higher is better.
 *
 * <p>The translation of a blank text is blank, with score 0 and no pieces. A model that masks
 * copies a text of numbers and signs alone, also with score 0 and no pieces. The translation of
 * several sentences has the pieces of all in order and is scored on their sum; {@code sentences}
 * has each of them.
 *
 * <p>{@code confidence} is the estimated probability that the translation is good, which means that
 * its sentence chrF2 is at least the {@code minChrf} of the model's calibration, by default 60. For
 * several sentences it is the mean, weighted by their numbers of pieces; for a text without words
 * it is 1. If a channel has ranked the translations ({@link Ranking#CHANNEL}) and the model has a
 * calibration that was fitted with that very channel, the confidence also uses the channel's
 * log-probability of the source; with another channel it is that without one. It says nothing about
 * single words: a wrong number or name in an otherwise good sentence may not lower it.
 *
 * @param text the translated text
 * @param score normalized by length
 * @param logProb sum of log-probabilities, in nats
 * @param confidence from 0 to 1; empty if the model has no calibration, if it was loaded without
 *     confidence, and for given translations that were scored
 * @param pieces pieces that the model wrote, with a symbol in place of each masked entity of {@code
 *     text}, such as a number, a name or a link
 * @param pieceLogProbs log-probability of each piece, and of eos if the translation ended with it
 * @param finished true if the translation ended with eos, false if it was cut at the length limit
 * @param placement FORCED if the model would have ended without a symbol that its source has, so
 *     that the place of the entity in {@code text} is uncertain
 * @param sentences the translation of each sentence or part, if several were translated separately;
 *     else empty
 */
public record Translation(
    String text,
    double score,
    double logProb,
    OptionalDouble confidence,
    List<String> pieces,
    List<Float> pieceLogProbs,
    boolean finished,
    Placement placement,
    List<Translation> sentences) {
  /** Checks for nulls and copies the lists. */
  public Translation {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(confidence, "confidence");
    Objects.requireNonNull(placement, "placement");
    pieces = Require.copyOf(pieces, "pieces");
    pieceLogProbs = Require.copyOf(pieceLogProbs, "pieceLogProbs");
    sentences = Require.copyOf(sentences, "sentences");
  }

  /** The translation of a blank text. */
  static final Translation BLANK =
      new Translation(
          "", 0, 0, OptionalDouble.empty(), List.of(), List.of(), true, Placement.FREE, List.of());

  /** {@return the number of log-probabilities: pieces, and eos if the translation ended with it} */
  public int length() {
    return pieceLogProbs.size();
  }

  /** {@return exp(-{@code logProb} / {@link #length}); 1 for the translation of a blank text} */
  public double perplexity() {
    return length() == 0 ? 1 : Math.exp(-logProb / length());
  }

  /** The same with another score. */
  Translation withScore(double other) {
    return with(text, other, confidence);
  }

  /** The same with another text. */
  Translation withText(String other) {
    return with(other, score, confidence);
  }

  /** The same with a confidence. */
  Translation withConfidence(double probability) {
    return with(text, score, OptionalDouble.of(probability));
  }

  private Translation with(String otherText, double otherScore, OptionalDouble other) {
    return new Translation(
        otherText,
        otherScore,
        logProb,
        other,
        pieces,
        pieceLogProbs,
        finished,
        placement,
        sentences);
  }
}
