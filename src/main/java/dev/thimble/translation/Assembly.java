package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import dev.thimble.search.Placement;
import dev.thimble.text.Clauses;
import dev.thimble.text.Masking;
import dev.thimble.translation.LongSentence.Span;
import dev.thimble.translation.LongSentence.Translated;
import dev.thimble.translation.SourceText.Part;
import dev.thimble.translation.SourceText.ReadInset;
import dev.thimble.translation.SourceText.ReadInsets;
import dev.thimble.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the translations of a text from the candidates of its parts. Thread-safe.
 *
 * @param confidence of the core's model for the ranking; null without a calibration
 */
record Assembly(TranslatorCore core, TranslationOptions options, @Nullable Confidence confidence) {
  /**
   * An assembly for a core's model.
   *
   * @throws IllegalArgumentException if the options ask for a confidence that the model cannot give
   */
  static Assembly of(
      TranslatorCore core, TranslationOptions options, @Nullable Confidence confidence) {
    if (confidence == null && (options.minConfidence() > 0 || options.spanWords() > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "minConfidence is %s and spanWords %d, but the model has no calibration; make one"
                  + " with 'thimble calibrate MODEL'",
              options.minConfidence(),
              options.spanWords()));
    }
    return new Assembly(core, options, confidence);
  }

  /**
   * The translations of a text, best first. Of several parts, the first joins the first of each
   * part, the second the second of each part, and so on.
   *
   * @param found the candidates that have ended, best first, of each of {@link SourceText#searched}
   */
  List<Translation> translations(SourceText text, List<List<Candidate>> found) {
    return translations(text, found.iterator());
  }

  private List<Translation> translations(SourceText text, Iterator<List<Candidate>> ended) {
    if (text.parts().isEmpty()) {
      return List.of(nothingToTranslate(text));
    }
    List<List<Translation>> each =
        text.parts().stream().map(part -> translations(part, ended)).toList();
    int ranks = each.stream().mapToInt(List::size).max().orElseThrow();
    return IntStream.range(0, ranks)
        .mapToObj(
            rank ->
                join(
                    text.split(),
                    each.stream().map(best -> best.get(Math.min(rank, best.size() - 1))).toList()))
        .toList();
  }

  /* Numbers, links and the like are right as they are; a text of unknown words alone is not. */
  private Translation nothingToTranslate(SourceText text) {
    String copy = text.split() == null ? "" : text.split().text();
    Translation translation = Translation.BLANK.withText(copy);
    return confidence == null
        ? translation
        : accepted(copy, translation.withConfidence(text.copied() ? 0 : 1));
  }

  private List<Translation> translations(Part part, Iterator<List<Candidate>> found) {
    List<Candidate> ended = found.next();
    List<Translation> best =
        IntStream.range(0, Math.min(options.search().nBest(), ended.size()))
            .mapToObj(rank -> translation(part, ended, rank))
            .toList();
    if (part.spans() != null) {
      best = withJoined(best, joined(part.spans(), found));
    }
    if (part.insets() != null) {
      best = withInsets(best, part.insets(), found);
    }
    return best.stream().map(translation -> accepted(part.text(), translation)).toList();
  }

  private List<Translation> withInsets(
      List<Translation> best, ReadInsets insets, Iterator<List<Candidate>> found) {
    // a low confidence decides on the sentence as a whole
    TranslationOptions all = options.toBuilder().minConfidence(0, options.below()).build();
    Assembly accepting = new Assembly(core, all, confidence);
    List<Translation> inner = new ArrayList<>();
    List<String> leads = new ArrayList<>();
    for (ReadInset inset : insets.each()) {
      inner.add(accepting.translations(inset.text(), found).get(0));
      leads.add(inset.lead() == null ? "" : translation(inset.lead(), found.next(), 0).text());
    }
    List<String> texts = inner.stream().map(Translation::text).toList();
    return best.stream()
        .map(
            outer -> {
              String text = insets.places().join(outer.text(), texts, leads, targetLanguage());
              List<Translation> each = Stream.concat(Stream.of(outer), inner.stream()).toList();
              return combined(text, each, List.of());
            })
        .toList();
  }

  /* The joined spans become the first if the model is surer of them than of the first. */
  private static List<Translation> withJoined(List<Translation> best, Translation joined) {
    if (joined.confidence().orElseThrow() <= best.get(0).confidence().orElseThrow()) {
      return best;
    }
    Stream<Translation> others = best.stream().filter(other -> !other.text().equals(joined.text()));
    return Stream.concat(Stream.of(joined), others).limit(best.size()).toList();
  }

  private Translation joined(LongSentence sentence, Iterator<List<Candidate>> found) {
    List<Translated> spans = new ArrayList<>();
    for (Span span : sentence.spans()) {
      spans.add(new Translated(span, translation(span.part(), found.next(), 0)));
    }
    return joined(sentence.best(spans));
  }

  private Translation translation(Part part, List<Candidate> ended, int rank) {
    Translation translation =
        of(ended.get(rank).hypothesis(), core.target().vocabulary(), part.unmasking());
    return confidence == null
        ? translation
        : translation.withConfidence(confidence.of(Evidence.of(core, part.ids(), ended, rank)));
  }

  private Translation accepted(String source, Translation translation) {
    return translation.confidence().orElse(1) < options.minConfidence()
        ? translation.withText(options.below().text(source, translation.text()))
        : translation;
  }

  private Translation joined(List<Translated> spans) {
    List<Translation> each = spans.stream().map(Translated::translation).toList();
    List<String> sources = spans.stream().map(one -> one.span().part().text()).toList();
    List<String> texts = each.stream().map(Translation::text).toList();
    return combined(Clauses.join(sources, texts, targetLanguage()), each, each);
  }

  private Locale targetLanguage() {
    Masking masking = core.masking();
    return masking == null ? Locale.ROOT : Locale.forLanguageTag(masking.config().targetLanguage());
  }

  /** A hypothesis as a translation without a confidence. */
  static Translation of(
      Hypothesis hypothesis, Vocabulary vocabulary, UnaryOperator<String> unmasking) {
    List<Float> logProbs = new ArrayList<>(hypothesis.logProbs().length);
    for (float logProb : hypothesis.logProbs()) {
      logProbs.add(logProb);
    }
    List<String> pieces = vocabulary.pieces(hypothesis.ids());
    return new Translation(
        unmasking.apply(vocabulary.detokenize(pieces)),
        hypothesis.score(),
        hypothesis.logProb(),
        OptionalDouble.empty(),
        pieces,
        List.copyOf(logProbs),
        hypothesis.finished(),
        hypothesis.placement(),
        List.of());
  }

  private Translation join(@Nullable SplitText split, List<Translation> each) {
    if (split == null) {
      return each.get(0);
    }
    String text = split.withSentences(each.stream().map(Translation::text).toList()).text();
    return each.size() == 1 ? each.get(0).withText(text) : combined(text, each, each);
  }

  private Translation combined(String text, List<Translation> each, List<Translation> sentences) {
    double logProb = each.stream().mapToDouble(Translation::logProb).sum();
    int length = each.stream().mapToInt(Translation::length).sum();
    boolean free = each.stream().allMatch(part -> part.placement() == Placement.FREE);
    return new Translation(
        text,
        options.search().lengthPenalty().score(logProb, length),
        logProb,
        Confidence.ofAll(each),
        flat(each, Translation::pieces),
        flat(each, Translation::pieceLogProbs),
        each.stream().allMatch(Translation::finished),
        free ? Placement.FREE : Placement.FORCED,
        sentences);
  }

  private static <T> List<T> flat(List<Translation> each, Function<Translation, List<T>> part) {
    return each.stream().flatMap(translation -> part.apply(translation).stream()).toList();
  }
}
