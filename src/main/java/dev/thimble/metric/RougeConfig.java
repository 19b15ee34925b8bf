package dev.thimble.metric;

import java.util.Objects;

/**
 * The settings of ROUGE.
 *
 * @param variant what is compared
 * @param stemmer whether words of more than three letters lose their endings, by Porter's rules for
 *     English
 * @param splitSummaries whether {@link Variant#ROUGE_LSUM} finds sentences by their punctuation;
 *     otherwise each line is one
 */
public record RougeConfig(Variant variant, boolean stemmer, boolean splitSummaries) {
  /** What ROUGE compares. */
  public enum Variant {
    /** Words. */
    ROUGE_1("rouge1"),
    /** Pairs of words. */
    ROUGE_2("rouge2"),
    /** The longest common subsequence of words. */
    ROUGE_L("rougeL"),
    /** The union of longest common subsequences, sentence by sentence. */
    ROUGE_LSUM("rougeLsum");

    private final String code;

    Variant(String code) {
      this.code = code;
    }

    /** The name in the Python package. */
    public String code() {
      return code;
    }
  }

  /** Checks the values. */
  public RougeConfig {
    Objects.requireNonNull(variant, "variant");
  }

  /** The Python package's: neither stemmer nor splitting. */
  public static RougeConfig defaults(Variant variant) {
    return new RougeConfig(variant, false, false);
  }

  /** These settings with words stemmed or not. */
  public RougeConfig withStemmer(boolean value) {
    return new RougeConfig(variant, value, splitSummaries);
  }

  /** These settings with sentences found by punctuation or not. */
  public RougeConfig withSplitSummaries(boolean value) {
    return new RougeConfig(variant, stemmer, value);
  }
}
