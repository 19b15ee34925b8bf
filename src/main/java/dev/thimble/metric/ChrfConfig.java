package dev.thimble.metric;

import java.io.Serializable;
import java.util.Locale;

/**
 * The settings of chrF.
 *
 * @param characterOrder length of the longest character n-grams, at least 0
 * @param wordOrder length of the longest word n-grams, at least 0; 2 for chrF++
 * @param beta weight of recall relative to precision, at least 0
 * @param lowercase whether case is ignored
 * @param whitespace whether white space counts as characters
 * @param epsilonSmoothing whether orders without n-grams count as almost 0, as in chrF++.py, Moses
 *     and NLTK; otherwise they are excluded
 */
public record ChrfConfig(
    int characterOrder,
    int wordOrder,
    int beta,
    boolean lowercase,
    boolean whitespace,
    boolean epsilonSmoothing)
    implements Serializable {

  /** Checks the values. */
  public ChrfConfig {
    if (characterOrder < 0 || wordOrder < 0 || characterOrder + wordOrder < 1 || beta < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "characterOrder, wordOrder and beta are %d, %d and %d; none may be negative, and one order must be above 0",
              characterOrder,
              wordOrder,
              beta));
    }
  }

  /** chrF2 of sacreBLEU: six character orders, no word order, beta 2. */
  public static ChrfConfig defaults() {
    return new ChrfConfig(6, 0, 2, false, false, false);
  }

  /** chrF++: {@link #defaults()} with word unigrams and bigrams. */
  public static ChrfConfig plusPlus() {
    return defaults().withWordOrder(2);
  }

  /** These settings with another character order. */
  public ChrfConfig withCharacterOrder(int value) {
    return new ChrfConfig(value, wordOrder, beta, lowercase, whitespace, epsilonSmoothing);
  }

  /** These settings with another word order. */
  public ChrfConfig withWordOrder(int value) {
    return new ChrfConfig(characterOrder, value, beta, lowercase, whitespace, epsilonSmoothing);
  }

  /** These settings with another weight of recall. */
  public ChrfConfig withBeta(int value) {
    return new ChrfConfig(
        characterOrder, wordOrder, value, lowercase, whitespace, epsilonSmoothing);
  }

  /** These settings with case ignored, or not. */
  public ChrfConfig withLowercase(boolean value) {
    return new ChrfConfig(characterOrder, wordOrder, beta, value, whitespace, epsilonSmoothing);
  }

  /** These settings with white space counted, or not. */
  public ChrfConfig withWhitespace(boolean value) {
    return new ChrfConfig(characterOrder, wordOrder, beta, lowercase, value, epsilonSmoothing);
  }

  /** These settings with epsilon smoothing, or without. */
  public ChrfConfig withEpsilonSmoothing(boolean value) {
    return new ChrfConfig(characterOrder, wordOrder, beta, lowercase, whitespace, value);
  }
}
