package dev.thimble.cli;

import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.BleuTokenizer;
import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.ErrorRate;
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

/** Options that choose and configure metrics, named as in sacreBLEU where it has them too. */
final class MetricOptions {
  private static final BleuConfig BLEU = BleuConfig.defaults();
  private static final ChrfConfig CHRF = ChrfConfig.defaults();

  @Section("Metrics")
  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "NAME",
      description =
          "Metrics to compute: bleu, chrf, chrf++, ter, rouge1, rouge2, rougeL,"
              + " rougeLsum, rouge (all four), wer and cer (error rates of words and of characters),"
              + " exact, ratio (length).")
  private List<String> names = List.of("bleu", "chrf", "chrf++");

  @Option(
      names = "--tokenize",
      paramLabel = "NAME",
      description = "Tokenizer of BLEU: 13a, intl, zh, char, none.")
  private String tokenize = BLEU.tokenizer().code();

  @Option(names = "--lowercase", description = "Ignore case in all metrics.")
  private boolean lowercase;

  @Option(names = "--smooth-method", description = "Smoothing of BLEU: exp, floor, add-k, none.")
  private String smoothing = "exp";

  @Bounds(min = 0, max = 1000)
  @Option(
      names = "--smooth-value",
      description =
          "Value of the smoothing methods floor (by default 0.1) and add-k (by default 1).")
  private @Nullable Double smoothingValue;

  @Option(
      names = "--effective-order",
      description = "Leave n-grams longer than the hypothesis out of BLEU.")
  private boolean effectiveOrder = BLEU.effectiveOrder();

  @Bounds(min = 0, max = 100)
  @Option(names = "--chrf-char-order", description = "Longest character n-gram of chrF.")
  private int characterOrder = CHRF.characterOrder();

  @Bounds(min = 0, max = 100)
  @Option(
      names = "--chrf-word-order",
      description = "Longest word n-gram of chrf; chrf++ always has 2.")
  private int wordOrder = CHRF.wordOrder();

  @Bounds(min = 0, max = 1000)
  @Option(names = "--chrf-beta", description = "Weight of recall against precision in chrF.")
  private int beta = CHRF.beta();

  @Option(names = "--chrf-whitespace", description = "Count white space as characters in chrF.")
  private boolean whitespace = CHRF.whitespace();

  @Option(
      names = "--chrf-eps-smoothing",
      description = "Smooth chrF by a small constant, as chrF++.py does.")
  private boolean epsilonSmoothing = CHRF.epsilonSmoothing();

  @Option(
      names = "--ter-normalized",
      description = "Separate punctuation from words before TER is computed.")
  private boolean normalized;

  @Option(names = "--ter-no-punct", description = "Remove punctuation before TER is computed.")
  private boolean noPunctuation;

  @Option(
      names = "--ter-asian-support",
      description =
          "Apply --ter-normalized and --ter-no-punct to Chinese and Japanese characters, too.")
  private boolean asianSupport;

  @Option(names = "--ter-case-sensitive", description = "Distinguish case in TER.")
  private boolean caseSensitive;

  @Option(names = "--rouge-stemmer", description = "Compare stems of English words in ROUGE.")
  private boolean stemmer;

  @Option(
      names = "--rouge-split-summaries",
      description =
          "For rougeLsum, split texts into sentences at punctuation instead of line ends.")
  private boolean splitSummaries;

  /** The chosen metrics by name, in the order of the command line. */
  Map<String, CorpusMetric> metrics() {
    return WrongUsageException.ifInvalid(
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
      case "wer" -> metrics.put(name, new ErrorRate(ErrorRate.Unit.WORD, lowercase));
      case "cer" -> metrics.put(name, new ErrorRate(ErrorRate.Unit.CHARACTER, lowercase));
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
          "--lowercase and --ter-case-sensitive contradict each other; give only one of them");
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
            + "', must be bleu, chrf, chrf++, ter, rouge, rouge1, rouge2, rougeL, rougeLsum, wer,"
            + " cer, exact or ratio");
  }
}
