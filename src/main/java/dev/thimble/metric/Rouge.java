package dev.thimble.metric;

import dev.thimble.metric.RougeConfig.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * ROUGE (Lin 2004, <a href="https://aclanthology.org/W04-1013">W04-1013</a>), with the same values
 * as the Python package {@code rouge_score}. The score of a corpus is the mean F-measure of its
 * segments in percent. With several references, the one with the highest F-measure counts.
 * Immutable and thread-safe.
 *
 * <p>A row of statistics is: precision, recall, F-measure, 1. The mean is the sum of rows divided
 * by its last number.
 *
 * <p>One option differs: with {@link RougeConfig#splitSummaries}, the package finds sentences with
 * a trained model, and this class with a list of abbreviations. Text with one sentence per line
 * gives the same values.
 */
public final class Rouge implements CorpusMetric {
  private static final long serialVersionUID = 1;

  /** The release of rouge_score that gives the same values. */
  private static final String RELEASE = "rouge_score-0.1.2";

  private final RougeConfig config;

  /**
   * Makes the metric.
   *
   * @param config variant, stemmer and splitting
   */
  public Rouge(RougeConfig config) {
    this.config = Objects.requireNonNull(config, "config");
  }

  /** {@return the settings} */
  public RougeConfig config() {
    return config;
  }

  @Override
  public String signature(int references) {
    return config.variant() == Variant.ROUGE_LSUM
        ? Signature.as(RELEASE, references, stemming(), splitting())
        : Signature.as(RELEASE, references, stemming());
  }

  @Override
  public double[] statistics(String hypothesis, List<? extends @Nullable String> references) {
    Objects.requireNonNull(hypothesis, "hypothesis");
    Objects.requireNonNull(references, "references");
    @Nullable PrecisionRecall best = null;
    for (String reference : references) {
      if (reference != null) {
        PrecisionRecall compared = compare(hypothesis, reference);
        best = best == null || compared.fMeasure() > best.fMeasure() ? compared : best;
      }
    }
    if (best == null) {
      throw new IllegalArgumentException(
          "no reference: a segment needs at least one, which may be empty");
    }
    return new double[] {best.precision(), best.recall(), best.fMeasure(), 1};
  }

  @Override
  public Score score(double[] statistics) {
    PrecisionRecall mean = details(statistics);
    return new Score(
        config.variant().code(),
        100 * mean.fMeasure(),
        "(P = %s R = %s)"
            .formatted(
                Score.rounded(100 * mean.precision(), 2), Score.rounded(100 * mean.recall(), 2)));
  }

  /**
   * Mean precision, recall and F-measure of summed statistics.
   *
   * @param statistics the sum of the segments' rows
   * @return means over the segments, from 0 to 1
   * @throws IllegalArgumentException if the row does not have four numbers
   */
  public PrecisionRecall details(double[] statistics) {
    Objects.requireNonNull(statistics, "statistics");
    if (statistics.length != 4) {
      throw new IllegalArgumentException("ROUGE has 4 statistics, not " + statistics.length);
    }
    double segments = Math.max(1, statistics[3]);
    return new PrecisionRecall(
        statistics[0] / segments, statistics[1] / segments, statistics[2] / segments);
  }

  private String stemming() {
    return Signature.yesOrNo("stem", config.stemmer());
  }

  private String splitting() {
    return Signature.yesOrNo("split", config.splitSummaries());
  }

  private PrecisionRecall compare(String hypothesis, String reference) {
    return switch (config.variant()) {
      case ROUGE_1 -> ngrams(words(hypothesis), words(reference), 1);
      case ROUGE_2 -> ngrams(words(hypothesis), words(reference), 2);
      case ROUGE_L -> subsequence(words(hypothesis), words(reference));
      case ROUGE_LSUM -> new SummaryLevelLcs(sentences(hypothesis), sentences(reference)).score();
    };
  }

  private List<String> words(String text) {
    return RougeTokenizer.words(text, config.stemmer());
  }

  private List<List<String>> sentences(String text) {
    List<String> sentences =
        config.splitSummaries() ? SummarySplitter.split(text) : List.of(text.split("\n", -1));
    return sentences.stream().map(this::words).toList();
  }

  private static PrecisionRecall ngrams(
      List<String> hypothesis, List<String> reference, int order) {
    TokenIds ids = new TokenIds();
    NgramTable table = new NgramTable(ids.learn(hypothesis), order);
    double hits = (double) table.matches(List.of(ids.find(reference)))[order - 1];
    return PrecisionRecall.of(
        hits,
        NgramTable.count(hypothesis.size(), order),
        NgramTable.count(reference.size(), order));
  }

  private static PrecisionRecall subsequence(List<String> hypothesis, List<String> reference) {
    TokenIds ids = new TokenIds();
    int[] hypothesisIds = ids.learn(hypothesis);
    int hits = new LongestCommonSubsequence(ids.find(reference), hypothesisIds).length();
    return PrecisionRecall.of(hits, hypothesis.size(), reference.size());
  }

  /** The union of longest common subsequences (section 3.2 of the paper): rougeLsum. */
  private static final class SummaryLevelLcs {
    private final TokenIds ids = new TokenIds();
    private final List<int[]> hypothesis = new ArrayList<>();
    private final List<int[]> reference = new ArrayList<>();

    SummaryLevelLcs(List<List<String>> hypothesis, List<List<String>> reference) {
      hypothesis.forEach(sentence -> this.hypothesis.add(ids.learn(sentence)));
      reference.forEach(sentence -> this.reference.add(ids.learn(sentence)));
    }

    /* A reference token is a hit if it is on the longest common subsequence with some sentence of
     * the hypothesis. A word has at most as many hits as occurrences in the hypothesis, as in ROUGE
     * 1.5.5. */
    PrecisionRecall score() {
      int[] left = counts(hypothesis);
      int hits = 0;
      for (int[] sentence : reference) {
        boolean[] common = new boolean[sentence.length];
        for (int[] other : hypothesis) {
          new LongestCommonSubsequence(sentence, other).mark(common);
        }
        for (int i = 0; i < sentence.length; i++) {
          if (common[i] && left[sentence[i]] > 0) {
            hits++;
            left[sentence[i]]--;
          }
        }
      }
      return PrecisionRecall.of(hits, size(hypothesis), size(reference));
    }

    private int[] counts(List<int[]> sentences) {
      int[] counts = new int[ids.size()];
      for (int[] sentence : sentences) {
        for (int token : sentence) {
          counts[token]++;
        }
      }
      return counts;
    }

    private static int size(List<int[]> sentences) {
      return sentences.stream().mapToInt(sentence -> sentence.length).sum();
    }
  }
}
