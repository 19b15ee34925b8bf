package dev.thimble.metric;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The number of tokens of the hypotheses divided by that of the references closest in length, as
 * BLEU counts them. Above 1 the hypotheses are too long. Immutable and thread-safe.
 *
 * <p>A row of statistics is: hypothesis length, length of the reference closest in length.
 */
public final class LengthRatio implements CorpusMetric {
  private static final long serialVersionUID = 1;

  private final Bleu bleu;

  /**
   * Makes the metric with BLEU's tokenizer and case; its other settings have no effect.
   *
   * @param config tokenizer and case
   */
  public LengthRatio(BleuConfig config) {
    this.bleu = new Bleu(config);
  }

  @Override
  public String signature(int references) {
    return Signature.unversioned(
        references,
        Signature.letterCase(bleu.config().lowercase()),
        "tok:" + bleu.config().tokenizer().code());
  }

  @Override
  public double[] statistics(String hypothesis, List<? extends @Nullable String> references) {
    Objects.requireNonNull(hypothesis, "hypothesis");
    Objects.requireNonNull(references, "references");
    return bleu.lengths(hypothesis, references);
  }

  List<String> tokens(String line) {
    return bleu.tokens(line);
  }

  /**
   * {@inheritDoc} The value is the ratio itself, not a percentage; 0 if all references are empty.
   */
  @Override
  public Score score(double[] statistics) {
    Objects.requireNonNull(statistics, "statistics");
    if (statistics.length != 2) {
      throw new IllegalArgumentException("length ratio has 2 statistics, not " + statistics.length);
    }
    double ratio = statistics[1] == 0 ? 0 : statistics[0] / statistics[1];
    String detail =
        "(hyp_len = %s ref_len = %s)"
            .formatted(Score.rounded(statistics[0], 0), Score.rounded(statistics[1], 0));
    return new Score("ratio", ratio, detail);
  }
}
