package dev.thimble.translation;

import dev.thimble.text.Clauses;
import dev.thimble.text.Entity;
import dev.thimble.text.EntityKind;
import dev.thimble.text.Insets;
import dev.thimble.text.Insets.Inset;
import dev.thimble.text.MaskedPair;
import dev.thimble.text.MaskedText;
import dev.thimble.text.Masking;
import dev.thimble.text.SentenceSplitter;
import dev.thimble.translation.SourceText.Part;
import dev.thimble.translation.SourceText.ReadInset;
import dev.thimble.translation.SourceText.ReadInsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts for a model: splits them into sentences, masks the entities of each and converts it
 * to ids. Thread-safe.
 */
final class SourceReader {
  private static final String RAISE = "raise that limit, or split the text";

  private final TranslatorCore core;
  private final Side source;
  private final Side target;
  private final @Nullable Masking masking;
  private final Locale language; // of the sources

  /* Null without a lexicon: then nothing tells a speaker's name from a word. */
  private final @Nullable Predicate<String> copiedLabels;

  private final boolean takesInsetsOut;
  private final boolean copiesQuotations; // their marks
  private final GivenEntities given;
  private final TranslationOptions options;
  private final int spanWords; // 0: no sentence is cut

  /**
   * Makes a reader.
   *
   * @throws IllegalArgumentException if the options ask for entities, but the model does not mask
   */
  SourceReader(TranslatorCore core, TranslationOptions options) {
    this.core = core;
    source = core.source();
    target = core.target();
    masking = core.masking();
    language =
        masking == null ? Locale.ROOT : Locale.forLanguageTag(masking.config().sourceLanguage());
    copiedLabels =
        masking == null || masking.lexicon().size() == 0 ? null : masking.lexicon()::hasRareWord;
    takesInsetsOut = masking != null && !masking.config().withinOneLanguage();
    copiesQuotations =
        takesInsetsOut && masking.config().kinds().contains(EntityKind.TERM_CONSONANT);
    given = new GivenEntities(core, options);
    this.options = options;
    spanWords = options.allowsSpans() ? Confidence.spanWords(core.confidence(options), options) : 0;
  }

  /**
   * Reads a source to translate.
   *
   * @throws LongTextException if a sentence is too long, and the options refuse it or it cannot be
   *     cut
   */
  SourceText read(String text) {
    String visible = source.visible(text);
    if (options.splitSentences()) {
      return read(split(visible));
    }
    Draft whole = draft(visible);
    boolean one = whole.known == null && fits(whole);
    return one ? new SourceText(List.of(part(whole)), null, false) : read(split(visible));
  }

  private SplitText split(String visible) {
    return SplitText.of(visible, language, copiedLabels);
  }

  private SourceText read(SplitText split) {
    Map<String, Draft> drafts = new HashMap<>(); // equal sentences are read once
    Function<String, Draft> read = sentence -> drafts.computeIfAbsent(sentence, this::withInsets);
    SplitText cut = split.withoutControls().cutUntil(part -> fits(read.apply(part)));
    SplitText left = cut.withKnown(sentence -> read.apply(sentence).known);
    boolean known = left.sentences().isEmpty();
    return known && SentenceSplitter.isBlank(left.text())
        ? SourceText.BLANK
        : new SourceText(
            left.sentences().stream()
                .map(sentence -> part(uncuttable(read.apply(sentence))))
                .toList(),
            left,
            known && cut.sentences().stream().anyMatch(one -> read.apply(one).copiesWords));
  }

  private Part part(Draft draft) {
    Part part = draft.part();
    String outer = part.outer();
    return spanWords == 0 || Clauses.words(outer) <= spanWords
        ? part
        : part.with(LongSentence.of(outer, language, spanWords, this::span));
  }

  private @Nullable Part span(String text) {
    Draft draft = draft(text);
    return draft.known == null && draft.fits ? draft.part() : null;
  }

  /* A part that is still too long is a single character. */
  private Draft uncuttable(Draft draft) {
    checked(draft.ids(), "the text contains a character with more pieces than that");
    return draft;
  }

  private boolean fits(Draft draft) {
    if (options.longInput() == LongInput.REFUSE) {
      checked(draft.ids(), RAISE + ", or translate with LongInput.SPLIT");
    }
    return draft.fits && draft.ids().length <= options.maxSourceLength();
  }

  /* A sentence whose quotations and parentheticals are texts of their own. */
  private Draft withInsets(String sentence) {
    List<Entity> entities = given.find(sentence);
    Insets insets = takesInsetsOut ? Insets.of(sentence, entities, copiesQuotations) : null;
    Draft outer = insets == null ? null : draft(insets.outer());
    if (insets == null || outer == null || outer.known != null || !outer.fits) {
      return draft(sentence, entities);
    }
    List<ReadInset> each = insets.all().stream().map(this::read).toList();
    Part part =
        new Part(outer.ids(), outer.part.unmasking(), sentence, null, new ReadInsets(insets, each));
    return new Draft(part, true, outer.copiesWords, null);
  }

  private ReadInset read(Inset inset) {
    SplitText split = split(inset.text());
    SourceText text = inset.isCopied() ? new SourceText(List.of(), split, false) : read(split);
    return new ReadInset(text, inset.kind() == Insets.Kind.INSIDE ? span(inset.lead()) : null);
  }

  private Draft draft(String visible) {
    return draft(visible, given.find(visible));
  }

  private Draft draft(String visible, List<Entity> entities) {
    if (masking == null) {
      int[] ids = source.ids(visible);
      return new Draft(
          new Part(ids, UnaryOperator.identity(), visible),
          true,
          false,
          ids.length == 0 ? visible : null);
    }
    MaskedText masked = masking.mask(visible, entities);
    String text = masked.text();
    int[] ids = source.ids(text);
    String known = masked.hasWords() ? null : masked.unmask(text);
    return new Draft(
        new Part(ids, masked::unmask, visible),
        masked.fits(),
        masked.copiesWords(),
        known == null && ids.length == 0 ? visible : known);
  }

  /** The ids of a source that is not split, whatever the options say. */
  int[] ids(String text) {
    return checked(draft(source.visible(text)).ids(), RAISE);
  }

  /** The ids of sources that are not split, whatever the options say. */
  List<int[]> ids(List<String> texts) {
    int size = texts.size();
    return SourceText.each(
        size, i -> SourceText.named(SourceText.nameOf("source", i, size), () -> ids(texts.get(i))));
  }

  /** The inputs to score given translations, each masked as a pair with its source. */
  List<SearchInput> forced(List<String> sources, List<String> targets) {
    int size = sources.size();
    return SourceText.each(
        size,
        i -> {
          MaskedPair pair = core.masked(sources.get(i), targets.get(i));
          int[] from =
              SourceText.named(
                  SourceText.nameOf("source", i, size), () -> ids(pair.source(), source));
          int[] to =
              SourceText.named(
                  SourceText.nameOf("target", i, size), () -> ids(pair.target(), target));
          return SearchInput.forced(from, to);
        });
  }

  /** The ids of one side of a masked pair. */
  int[] ids(String masked, Side side) {
    return checked(side.ids(masked), RAISE);
  }

  /** A given translation as text, as the pieces of an unmasked target join. */
  String normalized(String targetText) {
    return target.vocabulary().detokenize(target.pieces(targetText));
  }

  private int[] checked(int[] ids, String advice) {
    int limit = options.maxSourceLength();
    if (ids.length > limit) {
      throw new LongTextException(
          String.format(
              Locale.ROOT,
              "the text has %d pieces, more than maxSourceLength, %d; %s",
              ids.length,
              limit,
              advice),
          ids.length,
          limit,
          0);
    }
    return ids;
  }

  /**
   * A sentence.
   *
   * @param fits whether every entity got a symbol
   * @param copiesWords whether there is a symbol for a word that the model does not know
   * @param known the translation if there is nothing for the model to translate; else null
   */
  private record Draft(Part part, boolean fits, boolean copiesWords, @Nullable String known) {
    int[] ids() {
      return part.ids();
    }
  }
}
