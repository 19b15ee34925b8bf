package dev.thimble.translation;

import dev.thimble.text.Insets;
import dev.thimble.translation.LongSentence.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A source text as input of the model: one part for each sentence that has words, or for the whole
 * text; no part if there are no words.
 *
 * @param split the parts as text, with what stands around them; null if the text is one part whose
 *     white space is not kept
 * @param copied whether there are no parts since the model does not know a single word
 */
record SourceText(List<Part> parts, @Nullable SplitText split, boolean copied) {
  /**
   * A sentence, or a part of one that is too long.
   *
   * @param ids of its pieces, at least one
   * @param unmasking replaces the symbols of its translation by text
   * @param text the part itself, not masked
   * @param spans the ways to translate it in parts; null if it is translated only as a whole
   * @param insets the texts set into it, for which the ids have marks; null if there are none
   */
  record Part(
      int[] ids,
      UnaryOperator<String> unmasking,
      String text,
      @Nullable LongSentence spans,
      @Nullable ReadInsets insets) {
    /** A part without insets that is translated only as a whole. */
    Part(int[] ids, UnaryOperator<String> unmasking, String text) {
      this(ids, unmasking, text, null, null);
    }

    /** The same with other spans. */
    Part with(@Nullable LongSentence others) {
      return new Part(ids, unmasking, text, others, insets);
    }

    /** The text that the ids are made of. */
    String outer() {
      return insets == null ? text : insets.places.outer();
    }

    /** The part itself, then its spans, then its insets. */
    Stream<Part> searched() {
      return Stream.of(
              Stream.of(this),
              spans == null ? Stream.<Part>of() : spans.spans().stream().map(Span::part),
              insets == null ? Stream.<Part>of() : insets.searched())
          .flatMap(all -> all);
    }
  }

  /**
   * The texts set into a sentence.
   *
   * @param places where they stand
   * @param each the texts, in their order
   */
  record ReadInsets(Insets places, List<ReadInset> each) {
    /** What is to be searched: the parts of each text, then its lead. */
    Stream<Part> searched() {
      return each.stream()
          .flatMap(
              inset ->
                  Stream.concat(inset.text.searched().stream(), Stream.ofNullable(inset.lead)));
    }
  }

  /**
   * A text set into a sentence.
   *
   * @param lead what stands before it, to find its place in the translation; null if that is known
   */
  record ReadInset(SourceText text, @Nullable Part lead) {}

  /** A text and what was computed for each of {@link #searched}. */
  record Computed<R>(SourceText text, List<R> parts) {}

  /** What is to be searched: each part, and after it its spans and insets. */
  List<Part> searched() {
    return parts.stream().flatMap(Part::searched).toList();
  }

  /** The same text, no part of which is translated in spans. */
  SourceText whole() {
    return new SourceText(
        parts.stream().map(part -> part.with((LongSentence) null)).toList(), split, copied);
  }

  static final SourceText BLANK = new SourceText(List.of(), null, false);

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

  /** What stands before the part with this index, or after the last part. */
  String gap(int part) {
    return split == null ? "" : split.gap(part);
  }
}
