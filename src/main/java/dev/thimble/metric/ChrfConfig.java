package dev.thimble.metric;

import java.io.Serializable;
import java.util.Locale;

/**
 * The settings of chrF. At least one order must be above 0. Immutable.
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

  /**
   * The defaults of sacreBLEU's chrF: six character orders, no word order, beta 2.
   *
   * @return the settings of chrF2
   */
  public static ChrfConfig defaults() {
    return new ChrfConfig(6, 0, 2, false, false, false);
  }

  /**
   * {@link #defaults()} with word unigrams and bigrams.
   *
   * @return the settings of chrF++
   */
  public static ChrfConfig plusPlus() {
    return defaults().withWordOrder(2);
  }

  /**
   * {@return these settings with another character order}
   *
   * @param value longest character n-grams, at least 0; 6 by default
   */
  public ChrfConfig withCharacterOrder(int value) {
    return new ChrfConfig(value, wordOrder, beta, lowercase, whitespace, epsilonSmoothing);
  }

  /**
   * {@return these settings with another word order}
   *
   * @param value longest word n-grams, at least 0; 0 by default
   */
  public ChrfConfig withWordOrder(int value) {
    return new ChrfConfig(characterOrder, value, beta, lowercase, whitespace, epsilonSmoothing);
  }

  /**
   * {@return these settings with another weight of recall}
   *
   * @param value at least 0; 2 by default
   */
  public ChrfConfig withBeta(int value) {
    return new ChrfConfig(
        characterOrder, wordOrder, value, lowercase, whitespace, epsilonSmoothing);
  }

  /**
   * {@return these settings with another {@code lowercase}}
   *
   * @param value true to ignore case
   */
  public ChrfConfig withLowercase(boolean value) {
    return new ChrfConfig(characterOrder, wordOrder, beta, value, whitespace, epsilonSmoothing);
  }

  /**
   * {@return these settings with another {@code whitespace}}
   *
   * @param value true to count white space as characters
   */
  public ChrfConfig withWhitespace(boolean value) {
    return new ChrfConfig(characterOrder, wordOrder, beta, lowercase, value, epsilonSmoothing);
  }

  /**
   * {@return these settings with another {@code epsilonSmoothing}}
   *
   * @param value true to count orders without n-grams as almost 0
   */
  public ChrfConfig withEpsilonSmoothing(boolean value) {
    return new ChrfConfig(characterOrder, wordOrder, beta, lowercase, whitespace, value);
  }
}
