package dev.thimble.translation;

import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.text.Clauses;
import dev.thimble.translation.SourceText.Computed;
import java.util.List;

/**
 * Chooses whether long sentences are also translated in spans, and of how many words: the number
 * with the highest mean chrF2 on joined lines, if that is clearly higher than for whole sentences
 * and not lower on long lines of the corpus itself. None if the options exclude spans. Stateless.
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
   * @param examples those of the kinds {@code joined} and {@code clean} are used
   */
  static int best(Translator whole, Confidence confidence, List<CalibrationExample> examples) {
    if (!whole.options().allowsSpans()) {
      return 0;
    }
    List<CalibrationExample> joined =
        examples.stream()
            .filter(example -> example.kind().equals(CalibrationExample.JOINED))
            .limit(MOST_EXAMPLES)
            .map(SpanChoice::asOneSentence)
            .toList();
    int best = 0;
    double highest = mean(whole, joined) + LEAST_GAIN;
    for (int words : SPAN_WORDS) {
      TranslationOptions options = whole.options().toBuilder().spanWords(words).build();
      Translator inSpans = whole.with(options, confidence);
      double mean = mean(inSpans, joined);
      List<CalibrationExample> lines = longLines(examples, words);
      if (mean > highest && mean(inSpans, lines) >= mean(whole, lines)) {
        highest = mean;
        best = words;
      }
    }
    return best;
  }

  private static List<CalibrationExample> longLines(List<CalibrationExample> examples, int words) {
    return examples.stream()
        .filter(example -> example.kind().equals(CalibrationExample.CLEAN))
        .filter(example -> Clauses.words(example.source()) > words)
        .limit(MOST_EXAMPLES)
        .toList();
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
    List<Computed<List<Candidate>>> searched =
        translator.view().searchedAlone(examples.stream().map(CalibrationExample::source).toList());
    double sum = 0;
    for (int i = 0; i < examples.size(); i++) {
      Computed<List<Candidate>> one = searched.get(i);
      String text = translator.view().translations(one.text(), one.parts()).get(0).text();
      sum += CHRF.score(CHRF.statistics(text, examples.get(i).references())).value();
    }
    return sum / Math.max(1, examples.size());
  }
}
