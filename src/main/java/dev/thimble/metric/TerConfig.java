package dev.thimble.metric;

/**
 * The settings of TER.
 *
 * @param normalized whether punctuation comes apart from words and XML's escapes are undone
 * @param noPunctuation whether punctuation is removed
 * @param asianSupport whether these two also know Chinese and Japanese characters; without effect
 *     on its own
 * @param caseSensitive whether case counts
 */
public record TerConfig(
    boolean normalized, boolean noPunctuation, boolean asianSupport, boolean caseSensitive) {

  /** sacreBLEU's: words as they stand between white space, case ignored. */
  public static TerConfig defaults() {
    return new TerConfig(false, false, false, false);
  }

  /** These settings with normalization or not. */
  public TerConfig withNormalized(boolean value) {
    return new TerConfig(value, noPunctuation, asianSupport, caseSensitive);
  }

  /** These settings with punctuation removed or not. */
  public TerConfig withNoPunctuation(boolean value) {
    return new TerConfig(normalized, value, asianSupport, caseSensitive);
  }

  /** These settings with Asian characters known or not. */
  public TerConfig withAsianSupport(boolean value) {
    return new TerConfig(normalized, noPunctuation, value, caseSensitive);
  }

  /** These settings with case counted or not. */
  public TerConfig withCaseSensitive(boolean value) {
    return new TerConfig(normalized, noPunctuation, asianSupport, value);
  }
}
