package dev.thimble.cli;

import dev.thimble.metric.Bleu;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.ErrorRate;
import dev.thimble.metric.LengthRatio;
import dev.thimble.metric.Ter;
import dev.thimble.metric.TokenizerFit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Warnings about metrics whose tokenizer does not fit the script of a reference, with advice. */
final class TokenizerWarnings {
  private static final String CHRF = "--metrics chrf";

  private TokenizerWarnings() {}

  /**
   * One warning for each option that would help.
   *
   * @param file name of the reference
   * @param lines of the reference
   * @param metrics by their names on the command line
   */
  static List<String> of(String file, List<String> lines, Map<String, CorpusMetric> metrics) {
    Map<Advice, List<String>> unfit = new LinkedHashMap<>();
    metrics.forEach(
        (name, metric) -> {
          Advice advice = advice(metric, lines);
          if (advice != null) {
            unfit.computeIfAbsent(advice, key -> new ArrayList<>()).add(name);
          }
        });
    List<String> warnings = new ArrayList<>();
    unfit.forEach(
        (advice, names) ->
            warnings.add(
                "thimble: warning: %s: %s in %s; use %s"
                    .formatted(file, advice.fault, String.join(", ", names), advice.option)));
    return warnings;
  }

  private record Advice(String fault, String option) {}

  private static @Nullable Advice advice(CorpusMetric metric, List<String> lines) {
    return switch (TokenizerFit.of(metric, lines)) {
      case FITS -> null;
      case DROPS_LETTERS -> new Advice("only letters from a to z count", CHRF);
      case JOINS_WORDS -> new Advice("whole phrases count as one word", separating(metric, lines));
    };
  }

  private static String separating(CorpusMetric metric, List<String> lines) {
    if (metric instanceof Ter ter) {
      Ter apart = new Ter(ter.config().withNormalized(true).withAsianSupport(true));
      return fits(apart, lines) ? "--ter-normalized --ter-asian-support" : CHRF;
    }
    if (metric instanceof Bleu || metric instanceof LengthRatio) {
      return "--tokenize " + TokenizerFit.bleuTokenizer(lines).code();
    }
    return metric instanceof ErrorRate ? "--metrics cer" : CHRF;
  }

  private static boolean fits(CorpusMetric metric, List<String> lines) {
    return TokenizerFit.of(metric, lines) == TokenizerFit.FITS;
  }
}
