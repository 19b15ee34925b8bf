package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import dev.thimble.search.LengthPenalty;
import dev.thimble.search.Placement;
import dev.thimble.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A source text as input of the model: one part for each sentence that has words, or for the whole
 * text; no part if there are no words.
 *
 * @param split the parts as text, with the white space around them; null if the text is one part
 *     whose white space is not kept
 */
record SourceText(List<Part> parts, @Nullable SplitText split) {
  /**
   * A sentence, or a part of one that is too long.
   *
   * @param ids of its pieces, at least one
   * @param unmasking replaces the symbols of its translation by text
   * @param text the part itself, not masked
   */
  record Part(int[] ids, UnaryOperator<String> unmasking, String text) {}

  /** A text and what was computed for each of its parts. */
  record Computed<R>(SourceText text, List<R> parts) {}

  static final SourceText BLANK = new SourceText(List.of(), null);

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

  /** Reads a text; a {@link LongTextException} gets the name of the text. */
  static <T> T named(String name, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (LongTextException e) {
      throw e.of(name);
    }
  }

  /** The name of a text in messages, as "source 2 of 3". */
  static String nameOf(String side, int index, int size) {
    return size == 1
        ? "the " + side
        : String.format(Locale.ROOT, "%s %d of %d", side, index + 1, size);
  }

  /** The white space before the part with this index, or after the last part. */
  String gap(int part) {
    return split == null ? "" : split.gap(part);
  }

  /**
   * The translations of the text, best first. Of several parts, the first joins the first of each
   * part, the second the second of each part, and so on.
   *
   * @param found hypotheses of each part, best first
   * @param vocabulary the target vocabulary
   */
  List<Translation> translations(
      List<List<Hypothesis>> found, Vocabulary vocabulary, LengthPenalty penalty) {
    if (parts.isEmpty()) {
      return List.of(Translation.BLANK.withText(split == null ? "" : split.text()));
    }
    List<List<Translation>> each = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      UnaryOperator<String> unmasking = parts.get(i).unmasking();
      each.add(found.get(i).stream().map(h -> translation(h, vocabulary, unmasking)).toList());
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
  static Translation translation(
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
        pieces,
        List.copyOf(logProbs),
        hypothesis.finished(),
        hypothesis.placement(),
        List.of());
  }

  private Translation join(List<Translation> each, LengthPenalty penalty) {
    if (split == null) {
      return each.get(0);
    }
    String text = split.withSentences(each.stream().map(Translation::text).toList()).text();
    if (each.size() == 1) {
      return each.get(0).withText(text);
    }
    double logProb = each.stream().mapToDouble(Translation::logProb).sum();
    int length = each.stream().mapToInt(Translation::length).sum();
    boolean free = each.stream().allMatch(part -> part.placement() == Placement.FREE);
    return new Translation(
        text,
        penalty.score(logProb, length),
        logProb,
        flat(each, Translation::pieces),
        flat(each, Translation::pieceLogProbs),
        each.stream().allMatch(Translation::finished),
        free ? Placement.FREE : Placement.FORCED,
        each);
  }

  private static <T> List<T> flat(List<Translation> each, Function<Translation, List<T>> part) {
    return each.stream().flatMap(translation -> part.apply(translation).stream()).toList();
  }
}
