package dev.thimble.metric;

import java.io.Serializable;

/**
 * The settings of TER. Immutable.
 *
 * @param normalized whether punctuation is separated from words and XML entities are decoded
 * @param noPunctuation whether punctuation is removed
 * @param asianSupport whether these two also apply to Chinese and Japanese; without either it has
 *     no effect
 * @param caseSensitive whether case counts
 */
public record TerConfig(
    boolean normalized, boolean noPunctuation, boolean asianSupport, boolean caseSensitive)
    implements Serializable {

  /** {@return the defaults of sacreBLEU: words separated by white space, case ignored} */
  public static TerConfig defaults() {
    return new TerConfig(false, false, false, false);
  }

  /**
   * {@return these settings with another {@code normalized}}
   *
   * @param value true as with sacreBLEU's {@code --ter-normalized}
   */
  public TerConfig withNormalized(boolean value) {
    return new TerConfig(value, noPunctuation, asianSupport, caseSensitive);
  }

  /**
   * {@return these settings with another {@code noPunctuation}}
   *
   * @param value true as with sacreBLEU's {@code --ter-no-punct}
   */
  public TerConfig withNoPunctuation(boolean value) {
    return new TerConfig(normalized, value, asianSupport, caseSensitive);
  }

  /**
   * {@return these settings with another {@code asianSupport}}
   *
   * @param value true as with sacreBLEU's {@code --ter-asian-support}
   */
  public TerConfig withAsianSupport(boolean value) {
    return new TerConfig(normalized, noPunctuation, value, caseSensitive);
  }

  /**
   * {@return these settings with another {@code caseSensitive}}
   *
   * @param value true as with sacreBLEU's {@code --ter-case-sensitive}
   */
  public TerConfig withCaseSensitive(boolean value) {
    return new TerConfig(normalized, noPunctuation, asianSupport, value);
  }
}
