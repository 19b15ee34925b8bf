package dev.thimble.metric;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * TER (Snover et al. 2006, <a href="https://aclanthology.org/2006.amta-papers.25">2006.amta-papers
 * .25</a>): the number of edits per reference word in percent, with the same values as sacreBLEU.
 * Moving a phrase is one edit. Lower is better; the value may exceed 100. Immutable and
 * thread-safe.
 *
 * <p>A row of statistics is: fewest edits to any of the references, mean length of the references.
 */
public final class Ter implements CorpusMetric {
  private static final long serialVersionUID = 1;

  private final TerConfig config;
  private final TercomTokenizer tokenizer;

  /**
   * Makes the metric.
   *
   * @param config tokenization and case
   */
  public Ter(TerConfig config) {
    this.config = Objects.requireNonNull(config, "config");
    this.tokenizer = new TercomTokenizer(config);
  }

  /** {@return the settings} */
  public TerConfig config() {
    return config;
  }

  @Override
  public String signature(int references) {
    return Signature.of(
        references,
        Signature.letterCase(!config.caseSensitive()),
        "tok:tercom",
        Signature.yesOrNo("norm", config.normalized()),
        Signature.yesOrNo("punct", !config.noPunctuation()),
        Signature.yesOrNo("asian", config.asianSupport()));
  }

  @Override
  public double[] statistics(String hypothesis, List<? extends @Nullable String> references) {
    Objects.requireNonNull(hypothesis, "hypothesis");
    Objects.requireNonNull(references, "references");
    TokenIds ids = new TokenIds();
    int[] words = ids.learn(tokenizer.tokens(hypothesis));
    int fewest = Integer.MAX_VALUE;
    long length = 0;
    int count = 0;
    for (String reference : references) {
      if (reference != null) {
        int[] referenceWords = ids.find(tokenizer.tokens(reference));
        fewest = Math.min(fewest, Tercom.edits(words, referenceWords));
        length += referenceWords.length;
        count++;
      }
    }
    if (count == 0) {
      throw new IllegalArgumentException(
          "no reference: a segment needs at least one, which may be empty");
    }
    return new double[] {fewest, (double) length / count};
  }

  List<String> tokens(String line) {
    return tokenizer.tokens(line);
  }

  @Override
  public Score score(double[] statistics) {
    Objects.requireNonNull(statistics, "statistics");
    if (statistics.length != 2) {
      throw new IllegalArgumentException("TER has 2 statistics, not " + statistics.length);
    }
    double edits = statistics[0];
    double length = statistics[1];
    double rate = length > 0 ? edits / length : edits > 0 ? 1 : 0;
    return new Score("TER", 100 * rate, "");
  }
}
