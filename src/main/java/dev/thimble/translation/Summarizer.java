package dev.thimble.translation;

import dev.thimble.integrity.Require;
import dev.thimble.search.Constraints;
import dev.thimble.search.LengthFormula;
import java.util.List;
import java.util.Objects;

/**
 * Summarizes text with a model that was trained for it, for instance on abstracts and titles: a
 * view of a {@link Translator} with length limits for summaries. Thread-safe. Does not own the
 * translator: its owner closes it.
 */
public final class Summarizer {
  /** A summary of one or two words says too little. */
  private static final LengthFormula LEAST = LengthFormula.absolute(5);

  /** A third of the source and ten pieces; longer summaries lose the thread. */
  private static final LengthFormula MOST = new LengthFormula(1.0 / 3, 10, 200);

  private static final int NO_REPEAT_NGRAM = 3;

  private final Translator translator;

  /**
   * A view of a translator, with its options changed by {@link #over}.
   *
   * @param translator closed by its owner
   */
  public Summarizer(Translator translator) {
    Objects.requireNonNull(translator, "translator");
    this.translator = translator.with(over(translator.options()));
  }

  /**
   * The given options with limits for summaries: at least 5 pieces, at most a third of the source's
   * plus 10 and never over 200, and no sequence of three pieces twice (Paulus et al. 2018). The
   * model reads a text as a whole.
   *
   * @param options search and limits
   * @return the options of a summarizer
   */
  public static TranslationOptions over(TranslationOptions options) {
    Objects.requireNonNull(options, "options");
    Constraints constraints =
        options
            .search()
            .constraints()
            .withMinLength(LEAST)
            .withMaxLength(MOST)
            .withNoRepeatNgram(NO_REPEAT_NGRAM);
    return options.toBuilder().constraints(constraints).splitSentences(false).build();
  }

  /**
   * Summarizes one text.
   *
   * @param text any text; the model reads it as a whole
   * @return the summary
   */
  public Translation summarize(String text) {
    Objects.requireNonNull(text, "text");
    return translator.translate(text);
  }

  /**
   * Summarizes texts; the results are in the order of the texts.
   *
   * @param texts any texts; the model reads each as a whole
   * @return one summary for each text
   */
  public List<Translation> summarizeAll(List<String> texts) {
    return translator.translateAll(Require.elements(texts, "texts"));
  }
}
