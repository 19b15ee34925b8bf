package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import dev.thimble.search.LengthPenalty;
import dev.thimble.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A source text as input of the model: no part if it is blank, several if it had to be split, else
 * one.
 *
 * @param parts ids of each part, none of them empty
 * @param document the parts as text if the text was split, else null
 */
record SourceText(List<int[]> parts, @Nullable Document document) {
  /**
   * Converts a text to ids, and splits it if it is too long.
   *
   * @throws LongTextException if it is too long and the options refuse it or it cannot be split
   */
  static SourceText of(String text, Side side, TranslationOptions options) {
    int limit = options.maxSourceLength();
    int[] ids = side.ids(text);
    if (ids.length <= limit) {
      return new SourceText(ids.length == 0 ? List.of() : List.of(ids), null);
    }
    if (options.longInput() == LongInput.REFUSE) {
      throw tooLong(
          ids.length, limit, "raise that limit, split the text, or translate with LongInput.SPLIT");
    }
    return of(Document.of(text), side, limit);
  }

  /** Converts all texts of a call; a {@link LongTextException} names all that are too long. */
  static <T> List<T> each(int size, IntFunction<T> conversion) {
    List<T> all = new ArrayList<>(size);
    List<Integer> tooLong = new ArrayList<>();
    LongTextException first = null;
    for (int i = 0; i < size; i++) {
      try {
        all.add(conversion.apply(i));
      } catch (LongTextException e) {
        first = first == null ? e : first;
        tooLong.add(i);
      }
    }
    if (first != null) {
      throw first.withIndexes(tooLong);
    }
    return all;
  }

  private static SourceText of(Document document, Side side, int limit) {
    Document cut = document.cutUntil(part -> side.ids(part).length <= limit);
    List<int[]> parts = new ArrayList<>();
    for (String part : cut.sentences()) {
      int[] ids = side.ids(part);
      if (ids.length > limit) {
        throw tooLong(
            ids.length, limit, "the text contains a character with more pieces than that");
      }
      parts.add(ids);
    }
    return new SourceText(parts, cut);
  }

  private static LongTextException tooLong(int length, int limit, String advice) {
    return new LongTextException(
        String.format(
            Locale.ROOT,
            "the text has %d pieces, more than maxSourceLength, %d; %s",
            length,
            limit,
            advice),
        length,
        limit,
        0);
  }

  /** The white space before the part with this index, or after the last part. */
  String gap(int part) {
    return document == null ? "" : document.gap(part);
  }

  /**
   * The translations of the text, best first. Of a split text, the first joins the first of each
   * part, the second the second of each part, and so on.
   *
   * @param found hypotheses of each part, best first
   * @param vocabulary the target vocabulary
   */
  List<Translation> translations(
      List<List<Hypothesis>> found, Vocabulary vocabulary, LengthPenalty penalty) {
    if (parts.isEmpty()) {
      return List.of(Translation.BLANK);
    }
    List<List<Translation>> each =
        found.stream()
            .map(best -> best.stream().map(h -> translation(h, vocabulary)).toList())
            .toList();
    if (document == null) {
      return each.get(0);
    }
    int ranks = each.stream().mapToInt(List::size).max().orElseThrow();
    List<Translation> joined = new ArrayList<>();
    for (int rank = 0; rank < ranks; rank++) {
      int at = rank;
      joined.add(
          join(
              each.stream().map(best -> best.get(Math.min(at, best.size() - 1))).toList(),
              penalty));
    }
    return joined;
  }

  /** A hypothesis as a translation. */
  static Translation translation(Hypothesis hypothesis, Vocabulary vocabulary) {
    List<Float> logProbs = new ArrayList<>(hypothesis.logProbs().length);
    for (float logProb : hypothesis.logProbs()) {
      logProbs.add(logProb);
    }
    List<String> pieces = vocabulary.pieces(hypothesis.ids());
    return new Translation(
        vocabulary.detokenize(pieces),
        hypothesis.score(),
        hypothesis.logProb(),
        pieces,
        List.copyOf(logProbs),
        hypothesis.finished());
  }

  private Translation join(List<Translation> each, LengthPenalty penalty) {
    double logProb = each.stream().mapToDouble(Translation::logProb).sum();
    int length = each.stream().mapToInt(Translation::length).sum();
    return new Translation(
        document.withSentences(each.stream().map(Translation::text).toList()).text(),
        penalty.score(logProb, length),
        logProb,
        flat(each, Translation::pieces),
        flat(each, Translation::pieceLogProbs),
        each.stream().allMatch(Translation::finished));
  }

  private static <T> List<T> flat(List<Translation> each, Function<Translation, List<T>> part) {
    return each.stream().flatMap(translation -> part.apply(translation).stream()).toList();
  }
}
