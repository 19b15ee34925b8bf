package dev.thimble.metric;

import dev.thimble.metric.BleuConfig.Smoothing;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * BLEU (Papineni et al. 2002, section 2.3) with n-grams up to four, equal to sacreBLEU 2.6 (Post
 * 2018). Immutable and thread-safe.
 *
 * <p>Statistics: hypothesis length, closest reference length, matches of order 1 to 4, n-grams of
 * order 1 to 4.
 */
public final class Bleu implements CorpusMetric {
  static final String VERSION = "2.6.0";
  private static final int ORDER = 4;
  private static final double LOG_OF_ZERO = -9999999999.0;

  private final BleuConfig config;

  /** A metric with the given options. */
  public Bleu(BleuConfig config) {
    this.config = config;
  }

  @Override
  public double[] statistics(String hypothesis, List<String> references) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("the segment '" + hypothesis + "' has no reference");
    }
    List<String> words = tokens(hypothesis);
    double[] counts = new double[2 + 2 * ORDER];
    counts[0] = words.size();
    counts[1] = -1;
    Map<List<String>, Integer> allowed = new HashMap<>();
    for (String reference : references) {
      List<String> own = tokens(reference);
      counts[1] = closer(words.size(), own.size(), (int) counts[1]);
      ngrams(own).forEach((ngram, count) -> allowed.merge(ngram, count, Math::max));
    }
    ngrams(words)
        .forEach(
            (ngram, count) -> {
              int order = ngram.size() - 1;
              counts[2 + order] += Math.min(count, allowed.getOrDefault(ngram, 0));
              counts[2 + ORDER + order] += count;
            });
    return counts;
  }

  @Override
  public Score score(double[] statistics) {
    double hypothesisLength = statistics[0];
    double referenceLength = statistics[1];
    double[] matches = Arrays.copyOfRange(statistics, 2, 2 + ORDER);
    double[] totals = Arrays.copyOfRange(statistics, 2 + ORDER, 2 + 2 * ORDER);
    double penalty = 1;
    if (hypothesisLength < referenceLength) {
      penalty = hypothesisLength > 0 ? Math.exp(1 - referenceLength / hypothesisLength) : 0;
    }
    double[] precisions = new double[ORDER];
    double value = 0;
    if (Arrays.stream(matches).anyMatch(count -> count > 0)) {
      int order = precisions(precisions, matches, totals);
      double sum = 0;
      for (int n = 0; n < order; n++) {
        sum += precisions[n] == 0 ? LOG_OF_ZERO : Math.log(precisions[n]);
      }
      value = penalty * Math.exp(sum / order);
    }
    String detail =
        String.format(
            Locale.ROOT,
            "%.1f/%.1f/%.1f/%.1f (BP = %.3f ratio = %.3f hyp_len = %.0f ref_len = %.0f)",
            precisions[0],
            precisions[1],
            precisions[2],
            precisions[3],
            penalty,
            referenceLength > 0 ? hypothesisLength / referenceLength : 0,
            hypothesisLength,
            referenceLength);
    return new Score("BLEU", value, detail);
  }

  @Override
  public String signature(int references) {
    String smoothing =
        switch (config.smoothing()) {
          case EXP -> "exp";
          case NONE -> "none";
          case FLOOR -> String.format(Locale.ROOT, "floor[%.2f]", config.smoothingValue());
          case ADD_K -> String.format(Locale.ROOT, "add-k[%.2f]", config.smoothingValue());
        };
    return "nrefs:%d|case:%s|eff:%s|tok:%s|smooth:%s|version:%s"
        .formatted(
            references,
            config.lowercase() ? "lc" : "mixed",
            config.effectiveOrder() ? "yes" : "no",
            config.tokenizer().code(),
            smoothing,
            VERSION);
  }

  /* Fills the precisions, in percent; returns the highest order that counts. */
  private int precisions(double[] precisions, double[] matches, double[] totals) {
    int order = ORDER;
    double halving = 1;
    for (int n = 0; n < ORDER; n++) {
      double match = matches[n];
      double total = totals[n];
      if (config.smoothing() == Smoothing.ADD_K && n > 0) {
        match += config.smoothingValue();
        total += config.smoothingValue();
      }
      if (total == 0) {
        break;
      }
      if (config.effectiveOrder()) {
        order = n + 1;
      }
      if (match > 0) {
        precisions[n] = 100 * match / total;
      } else if (config.smoothing() == Smoothing.EXP) {
        halving *= 2;
        precisions[n] = 100 / (halving * total);
      } else if (config.smoothing() == Smoothing.FLOOR) {
        precisions[n] = 100 * config.smoothingValue() / total;
      }
    }
    return order;
  }

  private List<String> tokens(String line) {
    String cased = config.lowercase() ? line.toLowerCase(Locale.ROOT) : line;
    return config.tokenizer().tokens(PythonText.stripTrailing(cased));
  }

  private static Map<List<String>, Integer> ngrams(List<String> words) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int n = 1; n <= ORDER; n++) {
      for (int i = 0; i + n <= words.size(); i++) {
        counts.merge(words.subList(i, i + n), 1, Integer::sum);
      }
    }
    return counts;
  }

  /* The reference length nearer to the hypothesis'; of two as near, the shorter. */
  private static int closer(int hypothesis, int candidate, int best) {
    if (best < 0) {
      return candidate;
    }
    int difference = Math.abs(hypothesis - candidate) - Math.abs(hypothesis - best);
    return difference < 0 || (difference == 0 && candidate < best) ? candidate : best;
  }
}
