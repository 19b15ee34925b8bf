package dev.thimble.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * chrF (Popović 2015) and chrF++ (Popović 2017), equal to sacreBLEU 2.6. Immutable and thread-safe.
 *
 * <p>Statistics: for each order, characters first, then words: n-grams of the hypothesis, of the
 * reference, and matches.
 */
public final class Chrf implements CorpusMetric {
  private static final double EPSILON = 1e-16;
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private final ChrfConfig config;

  /** A metric with the given options. */
  public Chrf(ChrfConfig config) {
    this.config = config;
  }

  @Override
  public double[] statistics(String hypothesis, List<String> references) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("the segment '" + hypothesis + "' has no reference");
    }
    List<Map<?, Integer>> own = ngrams(hypothesis);
    double[] best = new double[0];
    double bestValue = -1;
    for (String reference : references) {
      double[] counts = matches(own, ngrams(reference));
      double value = value(counts);
      if (value > bestValue) {
        bestValue = value;
        best = counts;
      }
    }
    return best;
  }

  @Override
  public Score score(double[] statistics) {
    return new Score(
        "chrF" + config.beta() + "+".repeat(config.wordOrder()), value(statistics), "");
  }

  @Override
  public String signature(int references) {
    return "nrefs:%d|case:%s|eff:%s|nc:%d|nw:%d|space:%s|version:%s"
        .formatted(
            references,
            config.lowercase() ? "lc" : "mixed",
            config.epsilonSmoothing() ? "no" : "yes",
            config.characterOrder(),
            config.wordOrder(),
            config.whitespace() ? "yes" : "no",
            Bleu.VERSION);
  }

  private double value(double[] counts) {
    double factor = (double) config.beta() * config.beta();
    int orders = counts.length / 3;
    double smoothed = 0;
    double precision = 0;
    double recall = 0;
    int effective = 0;
    for (int n = 0; n < orders; n++) {
      double hypothesis = counts[3 * n];
      double reference = counts[3 * n + 1];
      double p = hypothesis > 0 ? counts[3 * n + 2] / hypothesis : EPSILON;
      double r = reference > 0 ? counts[3 * n + 2] / reference : EPSILON;
      double divisor = factor * p + r;
      smoothed += divisor > 0 ? (1 + factor) * p * r / divisor : EPSILON;
      if (hypothesis > 0 && reference > 0) {
        precision += p;
        recall += r;
        effective++;
      }
    }
    if (config.epsilonSmoothing()) {
      return 100 * smoothed / orders;
    }
    if (precision + recall == 0) {
      return 0;
    }
    precision /= effective;
    recall /= effective;
    return 100 * (1 + factor) * precision * recall / (factor * precision + recall);
  }

  private static double[] matches(
      List<Map<?, Integer>> hypothesis, List<Map<?, Integer>> reference) {
    double[] counts = new double[3 * hypothesis.size()];
    for (int n = 0; n < hypothesis.size(); n++) {
      Map<?, Integer> wanted = reference.get(n);
      for (Map.Entry<?, Integer> entry : hypothesis.get(n).entrySet()) {
        // an order that the reference is too short for does not count against the hypothesis
        counts[3 * n] += wanted.isEmpty() ? 0 : entry.getValue();
        Integer found = wanted.get(entry.getKey());
        counts[3 * n + 2] += found == null ? 0 : Math.min(entry.getValue(), found);
      }
      for (int count : wanted.values()) {
        counts[3 * n + 1] += count;
      }
    }
    return counts;
  }

  private List<Map<?, Integer>> ngrams(String line) {
    String cased = config.lowercase() ? line.toLowerCase(Locale.ROOT) : line;
    List<Map<?, Integer>> orders = new ArrayList<>();
    int[] characters =
        (config.whitespace() ? cased : PythonText.withoutSpaces(cased)).codePoints().toArray();
    for (int n = 1; n <= config.characterOrder(); n++) {
      Map<String, Integer> counts = new HashMap<>();
      for (int i = 0; i + n <= characters.length; i++) {
        counts.merge(new String(characters, i, n), 1, Integer::sum);
      }
      orders.add(counts);
    }
    if (config.wordOrder() > 0) {
      List<String> words = words(cased);
      for (int n = 1; n <= config.wordOrder(); n++) {
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int i = 0; i + n <= words.size(); i++) {
          counts.merge(words.subList(i, i + n), 1, Integer::sum);
        }
        orders.add(counts);
      }
    }
    return orders;
  }

  /* Words with one punctuation mark cut off, from the end if there is one, else from the start. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : PythonText.split(line)) {
      int last = word.length() - 1;
      if (word.codePointCount(0, word.length()) == 1) {
        words.add(word);
      } else if (PUNCTUATION.indexOf(word.charAt(last)) >= 0) {
        words.add(word.substring(0, last));
        words.add(word.substring(last));
      } else if (PUNCTUATION.indexOf(word.charAt(0)) >= 0) {
        words.add(word.substring(0, 1));
        words.add(word.substring(1));
      } else {
        words.add(word);
      }
    }
    return words;
  }
}
