package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * chrF (Popović 2015, <a href="https://aclanthology.org/W15-3049">W15-3049</a>) and chrF++ (Popović
 * 2017, <a href="https://aclanthology.org/W17-4770">W17-4770</a>), with the same values as
 * sacreBLEU. Immutable and thread-safe.
 *
 * <p>A row of statistics has three numbers for each order, the character orders first: n-grams of
 * the hypothesis, n-grams of the reference, matches. With several references, the one with the
 * highest score gives the row.
 */
public final class Chrf implements CorpusMetric {
  private static final long serialVersionUID = 1;

  private static final double EPSILON = 1e-16;
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private final ChrfConfig config;

  /**
   * Makes the metric.
   *
   * @param config orders, beta, case, white space and smoothing
   */
  public Chrf(ChrfConfig config) {
    this.config = Objects.requireNonNull(config, "config");
  }

  /** {@return the settings} */
  public ChrfConfig config() {
    return config;
  }

  @Override
  public String signature(int references) {
    return Signature.of(
        references,
        Signature.letterCase(config.lowercase()),
        Signature.yesOrNo("eff", !config.epsilonSmoothing()),
        "nc:" + config.characterOrder(),
        "nw:" + config.wordOrder(),
        Signature.yesOrNo("space", config.whitespace()));
  }

  @Override
  public double[] statistics(String hypothesis, List<? extends @Nullable String> references) {
    Objects.requireNonNull(hypothesis, "hypothesis");
    Objects.requireNonNull(references, "references");
    String text = cased(hypothesis);
    TokenIds ids = new TokenIds();
    Ngrams characters = new Ngrams(characters(text), config.characterOrder());
    Ngrams words =
        new Ngrams(
            config.wordOrder() == 0 ? new int[0] : ids.learn(words(text)), config.wordOrder());
    double[] best = {};
    double bestScore = Double.NEGATIVE_INFINITY;
    for (String reference : references) {
      if (reference == null) {
        continue;
      }
      String referenceText = cased(reference);
      double[] row = new double[3 * (config.characterOrder() + config.wordOrder())];
      characters.compare(characters(referenceText), row, 0);
      if (config.wordOrder() > 0) {
        words.compare(ids.find(words(referenceText)), row, 3 * config.characterOrder());
      }
      double score = fScore(row);
      if (score > bestScore) {
        best = row;
        bestScore = score;
      }
    }
    if (best.length == 0) {
      throw new IllegalArgumentException(
          "no reference: a segment needs at least one, which may be empty");
    }
    return best;
  }

  @Override
  public Score score(double[] statistics) {
    Objects.requireNonNull(statistics, "statistics");
    int length = 3 * (config.characterOrder() + config.wordOrder());
    if (statistics.length != length) {
      throw new IllegalArgumentException(
          "chrF of "
              + config.characterOrder()
              + " + "
              + config.wordOrder()
              + " orders has "
              + length
              + " statistics, not "
              + statistics.length);
    }
    String name = "chrF" + config.beta() + "+".repeat(config.wordOrder());
    return new Score(name, fScore(statistics), "");
  }

  private String cased(String text) {
    return config.lowercase() ? PythonText.lower(text) : text;
  }

  private int[] characters(String text) {
    int[] result = new int[text.length()];
    int length = 0;
    int character;
    for (int i = 0; i < text.length(); i += Character.charCount(character)) {
      character = text.codePointAt(i);
      if (config.whitespace() || !PythonText.isSpace(character)) {
        result[length++] = character;
      }
    }
    return Arrays.copyOf(result, length);
  }

  /** Words with one punctuation mark separated: the last character, or else the first. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : PythonText.split(text)) {
      int last = word.length() - 1;
      if (last > 0 && isPunctuation(word.charAt(last))) {
        words.add(word.substring(0, last));
        words.add(word.substring(last));
      } else if (last > 0 && isPunctuation(word.charAt(0))) {
        words.add(word.substring(0, 1));
        words.add(word.substring(1));
      } else {
        words.add(word);
      }
    }
    return words;
  }

  private static boolean isPunctuation(char character) {
    return PUNCTUATION.indexOf(character) >= 0;
  }

  /*
   * F(P, R) = (1 + b²) P R / (b² P + R), with precision P_n and recall R_n of order n.
   * With epsilon smoothing: the mean of F(P_n, R_n) over all orders, missing values being epsilon.
   * Otherwise: F of the mean P_n and the mean R_n over the orders that both texts have.
   */
  private double fScore(double[] row) {
    double weight = (double) config.beta() * config.beta();
    int orders = row.length / 3;
    double sumOfScores = 0;
    double sumOfPrecisions = 0;
    double sumOfRecalls = 0;
    int effectiveOrders = 0;
    for (int n = 0; n < orders; n++) {
      double hypothesis = row[3 * n];
      double reference = row[3 * n + 1];
      double matches = row[3 * n + 2];
      double precision = hypothesis > 0 ? matches / hypothesis : EPSILON;
      double recall = reference > 0 ? matches / reference : EPSILON;
      double denominator = weight * precision + recall;
      sumOfScores += denominator > 0 ? (1 + weight) * precision * recall / denominator : EPSILON;
      if (hypothesis > 0 && reference > 0) {
        sumOfPrecisions += precision;
        sumOfRecalls += recall;
        effectiveOrders++;
      }
    }
    if (config.epsilonSmoothing()) {
      return 100 * sumOfScores / orders;
    }
    if (sumOfPrecisions + sumOfRecalls == 0) {
      return 0;
    }
    double precision = sumOfPrecisions / effectiveOrders;
    double recall = sumOfRecalls / effectiveOrders;
    double score = (1 + weight) * precision * recall;
    return 100 * (score / (weight * precision + recall));
  }

  /** The n-grams of a hypothesis: of its characters, or of its words. */
  private static final class Ngrams {
    private final int length;
    private final int orders;
    private final NgramTable table;

    Ngrams(int[] hypothesis, int orders) {
      this.length = hypothesis.length;
      this.orders = orders;
      this.table = new NgramTable(hypothesis, orders);
    }

    /** Compares with a reference: writes three numbers for each order, from the offset on. */
    void compare(int[] reference, double[] row, int offset) {
      long[] matches = table.matches(List.of(reference));
      for (int n = 0; n < orders; n++) {
        int inReference = NgramTable.count(reference.length, n + 1);
        // An order that is longer than the reference counts for neither text.
        row[offset + 3 * n] = inReference > 0 ? NgramTable.count(length, n + 1) : 0;
        row[offset + 3 * n + 1] = inReference;
        row[offset + 3 * n + 2] = matches[n];
      }
    }
  }
}
