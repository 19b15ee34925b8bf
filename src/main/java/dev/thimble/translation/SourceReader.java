package dev.thimble.translation;

import dev.thimble.text.MaskedPair;
import dev.thimble.text.MaskedText;
import dev.thimble.text.Masking;
import dev.thimble.text.SentenceSplitter;
import dev.thimble.translation.SourceText.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts for a model: splits them into sentences, masks the entities of each and converts it
 * to ids. Thread-safe.
 */
final class SourceReader {
  private static final String RAISE = "raise that limit, or split the text";

  private final Side source;
  private final Side target;
  private final @Nullable Masking masking;
  private final GivenEntities given;
  private final TranslationOptions options;

  /**
   * Makes a reader.
   *
   * @throws IllegalArgumentException if the options ask for entities, but the model does not mask
   */
  SourceReader(TranslatorCore core, TranslationOptions options) {
    source = core.source();
    target = core.target();
    masking = core.masking();
    given = new GivenEntities(core, options);
    this.options = options;
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
    boolean one = whole.hasWords && whole.ids.length > 0 && fits(whole);
    return one ? new SourceText(List.of(whole.part()), null) : read(split(visible));
  }

  private SplitText split(String visible) {
    return masking == null
        ? SplitText.of(visible, Locale.ROOT)
        : SplitText.of(visible, Locale.forLanguageTag(masking.config().sourceLanguage()));
  }

  private SourceText read(SplitText split) {
    Map<String, Draft> drafts = new HashMap<>(); // equal sentences are read once
    Function<String, Draft> read = sentence -> drafts.computeIfAbsent(sentence, this::draft);
    SplitText cut = split.withoutControls().cutUntil(part -> fits(read.apply(part)));
    Set<String> done = new HashSet<>(); // translations of sentences without words
    List<String> sentences = new ArrayList<>();
    for (String sentence : cut.sentences()) {
      Draft draft = read.apply(sentence);
      sentences.add(draft.hasWords ? sentence : draft.verbatim);
      if (!draft.hasWords) {
        done.add(draft.verbatim);
      }
    }
    SplitText left =
        cut.withSentences(sentences)
            .keepingOnly(part -> !done.contains(part) && read.apply(part).ids.length > 0);
    return left.sentences().isEmpty() && SentenceSplitter.isBlank(left.text())
        ? SourceText.BLANK
        : new SourceText(
            left.sentences().stream()
                .map(sentence -> uncuttable(read.apply(sentence)).part())
                .toList(),
            left);
  }

  /* A part that is still too long is a single character. */
  private Draft uncuttable(Draft draft) {
    checked(draft.ids, "the text contains a character with more pieces than that");
    return draft;
  }

  private boolean fits(Draft draft) {
    if (options.longInput() == LongInput.REFUSE) {
      checked(draft.ids, RAISE + ", or translate with LongInput.SPLIT");
    }
    return draft.fits && draft.ids.length <= options.maxSourceLength();
  }

  private Draft draft(String visible) {
    if (masking == null) {
      return new Draft(source.ids(visible), true, UnaryOperator.identity(), true, visible);
    }
    MaskedText masked = masking.mask(visible, given.find(visible));
    String text = masked.text();
    return new Draft(
        source.ids(text),
        masked.fits(),
        masked::unmask,
        masked.hasWords(),
        masked.hasWords() ? visible : masked.unmask(text));
  }

  /** The ids of a source that is not split, whatever the options say. */
  int[] ids(String text) {
    return checked(draft(source.visible(text)).ids, RAISE);
  }

  /** A source and its given translation, with the entities masked that both have. */
  MaskedPair pair(String sourceText, String targetText) {
    return masking == null
        ? new MaskedPair(sourceText, targetText, true)
        : masking.maskPair(source.visible(sourceText), target.visible(targetText), List.of());
  }

  /** The ids of one side of a {@link #pair}. */
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
   * @param hasWords whether there is something to translate
   * @param verbatim the translation if there is not
   */
  private record Draft(
      int[] ids, boolean fits, UnaryOperator<String> unmasking, boolean hasWords, String verbatim) {
    Part part() {
      return new Part(ids, unmasking);
    }
  }
}
