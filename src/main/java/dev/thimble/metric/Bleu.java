package dev.thimble.metric;

import dev.thimble.metric.BleuConfig.Smoothing;
import dev.thimble.text.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * BLEU (Papineni et al. 2002, <a href="https://aclanthology.org/P02-1040">P02-1040</a>), with the
 * same values as sacreBLEU (Post 2018, <a href="https://aclanthology.org/W18-6319">W18-6319</a>).
 * Immutable and thread-safe.
 *
 * <p>A row of statistics is: hypothesis length, length of the reference closest in length, matched
 * n-grams of orders 1 to 4, n-grams of the hypothesis of orders 1 to 4.
 */
public final class Bleu implements CorpusMetric {
  private static final long serialVersionUID = 1;

  /** The logarithm of a precision of 0, as in sacreBLEU: the score becomes 0 without infinities. */
  private static final double LOG_OF_ZERO = -9_999_999_999.0;

  private static final int ORDERS = 4;

  private final BleuConfig config;

  /**
   * Makes the metric.
   *
   * @param config tokenizer, case, effective order and smoothing
   */
  public Bleu(BleuConfig config) {
    this.config = Objects.requireNonNull(config, "config");
  }

  /** {@return the settings} */
  public BleuConfig config() {
    return config;
  }

  @Override
  public String signature(int references) {
    return Signature.of(
        references,
        Signature.letterCase(config.lowercase()),
        Signature.yesOrNo("eff", config.effectiveOrder()),
        "tok:" + config.tokenizer().code(),
        "smooth:" + smoothing());
  }

  @Override
  public double[] statistics(String hypothesis, List<? extends @Nullable String> references) {
    Objects.requireNonNull(hypothesis, "hypothesis");
    Objects.requireNonNull(references, "references");
    TokenIds ids = new TokenIds();
    int[] hypothesisIds = ids.learn(tokens(hypothesis));
    NgramTable ngrams = new NgramTable(hypothesisIds, ORDERS);
    List<int[]> referenceIds = new ArrayList<>(references.size());
    for (String reference : references) {
      if (reference != null) {
        referenceIds.add(ids.find(tokens(reference)));
      }
    }
    double[] row = new double[2 + 2 * ORDERS];
    row[0] = hypothesisIds.length;
    int[] lengths = referenceIds.stream().mapToInt(reference -> reference.length).toArray();
    row[1] = closestLength(hypothesisIds.length, lengths);
    long[] matches = ngrams.matches(referenceIds);
    for (int n = 0; n < ORDERS; n++) {
      row[2 + n] = matches[n];
      row[2 + ORDERS + n] = NgramTable.count(hypothesisIds.length, n + 1);
    }
    return row;
  }

  @Override
  public Score score(double[] statistics) {
    Objects.requireNonNull(statistics, "statistics");
    double[] precisions = new double[ORDERS];
    int effectiveOrder = fillPrecisions(statistics, precisions);
    double value =
        effectiveOrder == 0
            ? 0
            : brevityPenalty(statistics) * geometricMean(precisions, effectiveOrder);
    return new Score("BLEU", value, details(statistics).text());
  }

  /**
   * {@return the parts of the score of summed statistics}
   *
   * @param statistics the sum of the segments' rows
   * @throws IllegalArgumentException if the row does not have ten numbers
   */
  public BleuDetails details(double[] statistics) {
    Objects.requireNonNull(statistics, "statistics");
    double[] precisions = new double[ORDERS];
    fillPrecisions(statistics, precisions);
    return new BleuDetails(
        Arrays.stream(precisions).boxed().toList(),
        brevityPenalty(statistics),
        (long) statistics[0],
        (long) statistics[1]);
  }

  /** Number of tokens of the hypothesis, and of the reference closest in length. */
  double[] lengths(String hypothesis, List<? extends @Nullable String> references) {
    int length = tokens(hypothesis).size();
    int[] present =
        references.stream()
            .filter(Objects::nonNull)
            .mapToInt(reference -> tokens(reference).size())
            .toArray();
    return new double[] {length, closestLength(length, present)};
  }

  private String smoothing() {
    return switch (config.smoothing()) {
      case EXP -> "exp";
      case NONE -> "none";
      case FLOOR -> "floor[" + Score.rounded(config.smoothingValue(), 2) + "]";
      case ADD_K -> "add-k[" + Score.rounded(config.smoothingValue(), 2) + "]";
    };
  }

  List<String> tokens(String line) {
    String cased = config.lowercase() ? PythonText.lower(line) : line;
    return config.tokenizer().tokens(PythonText.stripTrailing(cased));
  }

  // Of two references that are equally close, the shorter counts.
  private static int closestLength(int hypothesisLength, int[] references) {
    if (references.length == 0) {
      throw new IllegalArgumentException(
          "no reference: a segment needs at least one, which may be empty");
    }
    int closest = references[0];
    for (int reference : references) {
      int difference = Math.abs(hypothesisLength - reference);
      int least = Math.abs(hypothesisLength - closest);
      if (difference < least || (difference == least && reference < closest)) {
        closest = reference;
      }
    }
    return closest;
  }

  private static double brevityPenalty(double[] statistics) {
    double hypothesisLength = statistics[0];
    double referenceLength = statistics[1];
    if (hypothesisLength >= referenceLength) {
      return 1;
    }
    return hypothesisLength > 0 ? Math.exp(1 - referenceLength / hypothesisLength) : 0;
  }

  /** Fills in percentages; returns the number of orders in the mean, 0 if there is no match. */
  private int fillPrecisions(double[] statistics, double[] precisions) {
    if (statistics.length != 2 + 2 * ORDERS) {
      throw new IllegalArgumentException(
          "BLEU has " + (2 + 2 * ORDERS) + " statistics, not " + statistics.length);
    }
    if (!anyMatch(statistics)) {
      return 0;
    }
    double halvings = 1;
    int effectiveOrder = ORDERS;
    for (int n = 0; n < ORDERS; n++) {
      double added = config.smoothing() == Smoothing.ADD_K && n > 0 ? config.smoothingValue() : 0;
      double matched = statistics[2 + n] + added;
      double total = statistics[2 + ORDERS + n] + added;
      if (total == 0) {
        break;
      }
      if (config.effectiveOrder()) {
        effectiveOrder = n + 1;
      }
      if (matched > 0) {
        precisions[n] = 100 * matched / total;
      } else if (config.smoothing() == Smoothing.EXP) {
        halvings *= 2;
        precisions[n] = 100 / (halvings * total);
      } else if (config.smoothing() == Smoothing.FLOOR) {
        precisions[n] = 100 * config.smoothingValue() / total;
      }
    }
    return effectiveOrder;
  }

  private static boolean anyMatch(double[] statistics) {
    for (int n = 0; n < ORDERS; n++) {
      if (statistics[2 + n] > 0) {
        return true;
      }
    }
    return false;
  }

  private static double geometricMean(double[] precisions, int orders) {
    double sum = 0;
    for (int n = 0; n < orders; n++) {
      sum += precisions[n] == 0 ? LOG_OF_ZERO : Math.log(precisions[n]);
    }
    return Math.exp(sum / orders);
  }
}
