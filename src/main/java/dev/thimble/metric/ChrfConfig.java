package dev.thimble.metric;

/**
 * Options of chrF.
 *
 * @param characterOrder longest character n-gram
 * @param wordOrder longest word n-gram, 0 for none
 * @param beta how many times recall weighs what precision does
 * @param lowercase whether case is ignored
 * @param whitespace whether spaces count as characters
 * @param epsilonSmoothing whether orders without n-grams count, with a score next to 0
 */
public record ChrfConfig(
    int characterOrder,
    int wordOrder,
    int beta,
    boolean lowercase,
    boolean whitespace,
    boolean epsilonSmoothing) {
  /** Checks the orders. */
  public ChrfConfig {
    if (characterOrder < 1 || wordOrder < 0 || beta < 1) {
      throw new IllegalArgumentException(
          "characterOrder, wordOrder and beta are %d, %d and %d; they must be at least 1, 0 and 1"
              .formatted(characterOrder, wordOrder, beta));
    }
  }

  /** chrF2: characters up to 6, no words. */
  public static ChrfConfig defaults() {
    return new ChrfConfig(6, 0, 2, false, false, false);
  }

  /** chrF2++: characters up to 6, words up to 2. */
  public static ChrfConfig plusPlus() {
    return new ChrfConfig(6, 2, 2, false, false, false);
  }

  /** The same with or without case. */
  public ChrfConfig withLowercase(boolean ignoreCase) {
    return new ChrfConfig(
        characterOrder, wordOrder, beta, ignoreCase, whitespace, epsilonSmoothing);
  }
}
