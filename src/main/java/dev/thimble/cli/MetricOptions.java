package dev.thimble.cli;

import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.BleuTokenizer;
import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.ExactMatch;
import dev.thimble.metric.LengthRatio;
import dev.thimble.metric.Rouge;
import dev.thimble.metric.RougeConfig;
import dev.thimble.metric.RougeConfig.Variant;
import dev.thimble.metric.Ter;
import dev.thimble.metric.TerConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose metrics; each is named as in sacreBLEU, where that has it. */
final class MetricOptions {
  private static final BleuConfig BLEU = BleuConfig.defaults();
  private static final ChrfConfig CHRF = ChrfConfig.defaults();

  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "NAME",
      description =
          "bleu, chrf, chrf++, ter, rouge1, rouge2, rougeL, rougeLsum (rouge: all four), exact, ratio.")
  private List<String> names = List.of("bleu", "chrf", "chrf++");

  @Option(
      names = "--tokenize",
      paramLabel = "NAME",
      description = "BLEU's tokens: 13a, intl, zh, char, none.")
  private String tokenize = BLEU.tokenizer().code();

  @Option(names = "--lowercase", description = "Ignore case, in all metrics.")
  private boolean lowercase;

  @Option(names = "--smooth-method", description = "BLEU's smoothing: exp, floor, add-k, none.")
  private String smoothing = "exp";

  @Option(names = "--smooth-value", description = "BLEU's floor (0.1) or k (1).")
  private @Nullable Double smoothingValue;

  @Option(
      names = "--effective-order",
      description = "BLEU without orders longer than the hypothesis.")
  private boolean effectiveOrder = BLEU.effectiveOrder();

  @Option(names = "--chrf-char-order", description = "Longest character n-gram.")
  private int characterOrder = CHRF.characterOrder();

  @Option(names = "--chrf-word-order", description = "Longest word n-gram of chrf; chrf++ has 2.")
  private int wordOrder = CHRF.wordOrder();

  @Option(names = "--chrf-beta", description = "How many times recall weighs precision.")
  private int beta = CHRF.beta();

  @Option(names = "--chrf-whitespace", description = "Count white space as characters.")
  private boolean whitespace = CHRF.whitespace();

  @Option(names = "--chrf-eps-smoothing", description = "Smooth as chrF++.py does.")
  private boolean epsilonSmoothing = CHRF.epsilonSmoothing();

  @Option(names = "--ter-normalized", description = "Punctuation comes apart from words.")
  private boolean normalized;

  @Option(names = "--ter-no-punct", description = "Punctuation is removed.")
  private boolean noPunctuation;

  @Option(names = "--ter-asian-support", description = "Both know Chinese and Japanese characters.")
  private boolean asianSupport;

  @Option(names = "--ter-case-sensitive", description = "Case counts.")
  private boolean caseSensitive;

  @Option(names = "--rouge-stemmer", description = "Compare stems of English words.")
  private boolean stemmer;

  @Option(
      names = "--rouge-split-summaries",
      description = "rougeLsum finds sentences by punctuation.")
  private boolean splitSummaries;

  /** The metrics by their names, in the order of the command line. */
  Map<String, CorpusMetric> metrics() {
    return WrongUsageException.unlessAccepted(
        () -> {
          Map<String, CorpusMetric> metrics = new LinkedHashMap<>();
          for (String name : names) {
            if (name.equalsIgnoreCase("rouge")) {
              for (Variant variant : Variant.values()) {
                metrics.put(variant.code(), rouge(variant));
              }
            } else {
              add(metrics, name.toLowerCase(Locale.ROOT));
            }
          }
          return metrics;
        });
  }

  private void add(Map<String, CorpusMetric> metrics, String name) {
    switch (name) {
      case "bleu" -> metrics.put(name, new Bleu(bleu()));
      case "chrf" -> metrics.put(name, new Chrf(chrf(wordOrder)));
      case "chrf++" -> metrics.put(name, new Chrf(chrf(ChrfConfig.plusPlus().wordOrder())));
      case "ter" ->
          metrics.put(
              name, new Ter(new TerConfig(normalized, noPunctuation, asianSupport, terCase())));
      case "exact" -> metrics.put(name, new ExactMatch(lowercase));
      case "ratio" -> metrics.put(name, new LengthRatio(bleu()));
      default -> {
        Variant variant = variant(name);
        metrics.put(variant.code(), rouge(variant));
      }
    }
  }

  private BleuConfig bleu() {
    BleuConfig config =
        BLEU.withTokenizer(BleuTokenizer.of(tokenize))
            .withLowercase(lowercase)
            .withEffectiveOrder(effectiveOrder);
    BleuConfig.Smoothing method = method();
    return smoothingValue == null
        ? config.withSmoothing(method)
        : config.withSmoothing(method, smoothingValue);
  }

  private BleuConfig.Smoothing method() {
    for (BleuConfig.Smoothing method : BleuConfig.Smoothing.values()) {
      if (method.name().equalsIgnoreCase(smoothing.replace('-', '_'))) {
        return method;
      }
    }
    throw new IllegalArgumentException(
        "unknown smooth-method '" + smoothing + "', must be exp, floor, add-k or none");
  }

  private ChrfConfig chrf(int words) {
    return new ChrfConfig(characterOrder, words, beta, lowercase, whitespace, epsilonSmoothing);
  }

  private boolean terCase() {
    if (lowercase && caseSensitive) {
      throw new IllegalArgumentException(
          "--lowercase and --ter-case-sensitive contradict each other; give one of them");
    }
    return caseSensitive;
  }

  private Rouge rouge(Variant variant) {
    return new Rouge(new RougeConfig(variant, stemmer, splitSummaries));
  }

  private static Variant variant(String name) {
    for (Variant variant : Variant.values()) {
      if (variant.code().equalsIgnoreCase(name)) {
        return variant;
      }
    }
    throw new IllegalArgumentException(
        "unknown metric '"
            + name
            + "', must be bleu, chrf, chrf++, ter, rouge, rouge1, rouge2, rougeL, rougeLsum, exact or ratio");
  }
}
