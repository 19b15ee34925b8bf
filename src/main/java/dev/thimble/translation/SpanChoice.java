package dev.thimble.translation;

import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.search.Hypothesis;
import dev.thimble.translation.SourceText.Computed;
import java.util.List;

/**
 * Chooses whether long sentences are also translated in spans, and in which: what gives the highest
 * mean chrF2 of long examples, if that is clearly higher than that of whole sentences. Stateless.
 */
final class SpanChoice {
  private static final int[] SPAN_WORDS = {12, 16, 20};
  private static final int MOST_EXAMPLES = 200; // bounds the time
  private static final double LEAST_GAIN = 1; // chrF2
  private static final Chrf CHRF = new Chrf(ChrfConfig.defaults());

  private SpanChoice() {}

  /**
   * The best number of words of a span, or 0 for whole sentences.
   *
   * @param whole translates sentences as a whole
   * @param examples those of kind {@code joined} are used
   */
  static int best(Translator whole, Confidence confidence, List<CalibrationExample> examples) {
    List<CalibrationExample> joined =
        examples.stream()
            .filter(example -> example.kind().equals(CalibrationExample.JOINED))
            .limit(MOST_EXAMPLES)
            .map(SpanChoice::asOneSentence)
            .toList();
    if (joined.isEmpty()) {
      return 0;
    }
    int best = 0;
    double highest = mean(whole, joined) + LEAST_GAIN;
    for (int words : SPAN_WORDS) {
      TranslationOptions inSpans = whole.options().toBuilder().spanWords(words).build();
      double mean = mean(whole.with(inSpans, confidence), joined);
      if (mean > highest) {
        highest = mean;
        best = words;
      }
    }
    return best;
  }

  /* The marks between the lines become commas. */
  private static CalibrationExample asOneSentence(CalibrationExample joined) {
    return new CalibrationExample(
        joined.kind(),
        oneSentence(joined.source()),
        joined.references().stream().map(SpanChoice::oneSentence).toList());
  }

  private static String oneSentence(String text) {
    return text.replaceAll("\\s*[.!?…]+\\s+", ", ");
  }

  private static double mean(Translator translator, List<CalibrationExample> examples) {
    List<Computed<List<Hypothesis>>> searched =
        translator.searchedAlone(examples.stream().map(CalibrationExample::source).toList());
    double sum = 0;
    for (int i = 0; i < examples.size(); i++) {
      Computed<List<Hypothesis>> one = searched.get(i);
      String text = translator.translations(one.text(), one.parts()).get(0).text();
      sum += CHRF.score(CHRF.statistics(text, examples.get(i).references())).value();
    }
    return sum / examples.size();
  }
}
