package dev.thimble.metric;

import java.util.Locale;

/**
 * The settings of chrF.
 *
 * @param characterOrder longest character n-gram, at least 0
 * @param wordOrder longest word n-gram, at least 0; 2 makes chrF++
 * @param beta how many times recall weighs precision, at least 0
 * @param lowercase whether case is ignored
 * @param whitespace whether white space counts as characters
 * @param epsilonSmoothing whether orders without n-grams count as almost 0 (chrF++.py, Moses, NLTK)
 *     instead of being left out
 */
public record ChrfConfig(
    int characterOrder,
    int wordOrder,
    int beta,
    boolean lowercase,
    boolean whitespace,
    boolean epsilonSmoothing) {

  /** Checks the values. */
  public ChrfConfig {
    if (characterOrder < 0 || wordOrder < 0 || characterOrder + wordOrder < 1 || beta < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "characterOrder, wordOrder and beta are %d, %d and %d; none may be negative, and not both orders 0",
              characterOrder,
              wordOrder,
              beta));
    }
  }

  /** sacreBLEU's chrF2: six orders of characters, none of words, recall twice as important. */
  public static ChrfConfig defaults() {
    return new ChrfConfig(6, 0, 2, false, false, false);
  }

  /** chrF++: the defaults with word unigrams and bigrams. */
  public static ChrfConfig plusPlus() {
    return defaults().withWordOrder(2);
  }

  /** These settings with another longest character n-gram. */
  public ChrfConfig withCharacterOrder(int value) {
    return new ChrfConfig(value, wordOrder, beta, lowercase, whitespace, epsilonSmoothing);
  }

  /** These settings with another longest word n-gram. */
  public ChrfConfig withWordOrder(int value) {
    return new ChrfConfig(characterOrder, value, beta, lowercase, whitespace, epsilonSmoothing);
  }

  /** These settings with another weight of recall. */
  public ChrfConfig withBeta(int value) {
    return new ChrfConfig(
        characterOrder, wordOrder, value, lowercase, whitespace, epsilonSmoothing);
  }

  /** These settings with case ignored or not. */
  public ChrfConfig withLowercase(boolean value) {
    return new ChrfConfig(characterOrder, wordOrder, beta, value, whitespace, epsilonSmoothing);
  }

  /** These settings with white space counted or not. */
  public ChrfConfig withWhitespace(boolean value) {
    return new ChrfConfig(characterOrder, wordOrder, beta, lowercase, value, epsilonSmoothing);
  }

  /** These settings with epsilon smoothing or not. */
  public ChrfConfig withEpsilonSmoothing(boolean value) {
    return new ChrfConfig(characterOrder, wordOrder, beta, lowercase, whitespace, value);
  }
}
