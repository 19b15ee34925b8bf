package dev.thimble.translation;

import dev.thimble.integrity.Require;
import dev.thimble.search.Constraints;
import dev.thimble.search.LengthFormula;
import java.util.List;
import java.util.Objects;

/**
 * Summarizes text with a model that was trained to, such as from abstracts to titles: a view of a
 * {@link Translator}, with the defaults that summaries want. Thread-safe; owns nothing, the
 * translator is to be closed by whoever loaded it.
 */
public final class Summarizer {
  /** A summary of a word or two says nothing. */
  private static final LengthFormula LEAST = LengthFormula.absolute(5);

  /** A third of the source and ten pieces; the very long ones wander. */
  private static final LengthFormula MOST = new LengthFormula(1.0 / 3, 10, 200);

  private static final int NO_REPEAT_NGRAM = 3;

  private final Translator translator;

  /** A view of a translator, by {@link #over} its options. */
  public Summarizer(Translator translator) {
    Objects.requireNonNull(translator, "translator");
    this.translator = translator.with(over(translator.options()));
  }

  /**
   * The given options with what summaries want: at least 5 pieces, at most a third of the source's,
   * 10 more, and 200; no sequence of three pieces twice (Paulus et al. 2018).
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
    return options.toBuilder().constraints(constraints).build();
  }

  /** Summarizes one text. */
  public Translation summarize(String text) {
    Objects.requireNonNull(text, "text");
    return translator.translate(text);
  }

  /** Summarizes texts; the results stand in the order of the texts. */
  public List<Translation> summarizeAll(List<String> texts) {
    return translator.translateAll(Require.elements(texts, "texts"));
  }
}
