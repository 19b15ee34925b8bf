package dev.thimble.metric;

import java.io.Serializable;
import java.util.Objects;

/**
 * The settings of ROUGE. Immutable.
 *
 * @param variant the units that are compared
 * @param stemmer whether words of more than three letters are stemmed by Porter's rules for English
 * @param splitSummaries whether {@link Variant#ROUGE_LSUM} finds sentences by their punctuation;
 *     otherwise each line is a sentence
 */
public record RougeConfig(Variant variant, boolean stemmer, boolean splitSummaries)
    implements Serializable {
  /** The units that ROUGE compares. */
  public enum Variant {
    /** Words. */
    ROUGE_1("rouge1"),
    /** Pairs of words. */
    ROUGE_2("rouge2"),
    /** The longest common subsequence of words. */
    ROUGE_L("rougeL"),
    /** The union, over sentences, of longest common subsequences. */
    ROUGE_LSUM("rougeLsum");

    private final String code;

    Variant(String code) {
      this.code = code;
    }

    /** {@return the name in {@code rouge_score}} */
    public String code() {
      return code;
    }
  }

  /** Checks the values. */
  public RougeConfig {
    Objects.requireNonNull(variant, "variant");
  }

  /**
   * {@return the defaults of {@code rouge_score}: no stemmer and no splitting}
   *
   * @param variant such as ROUGE-L
   */
  public static RougeConfig defaults(Variant variant) {
    return new RougeConfig(variant, false, false);
  }

  /**
   * {@return these settings with another {@code stemmer}}
   *
   * @param value true to stem words, as {@code use_stemmer} does
   */
  public RougeConfig withStemmer(boolean value) {
    return new RougeConfig(variant, value, splitSummaries);
  }

  /**
   * {@return these settings with another {@code splitSummaries}}
   *
   * @param value true to find the sentences of one-line summaries by their punctuation
   */
  public RougeConfig withSplitSummaries(boolean value) {
    return new RougeConfig(variant, stemmer, value);
  }
}
