package dev.thimble.translation;

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
   */
  record Part(
      int[] ids, UnaryOperator<String> unmasking, String text, @Nullable LongSentence spans) {
    /** A part that is translated only as a whole. */
    Part(int[] ids, UnaryOperator<String> unmasking, String text) {
      this(ids, unmasking, text, null);
    }

    /** The part itself, then its spans. */
    Stream<Part> searched() {
      return spans == null
          ? Stream.of(this)
          : Stream.concat(Stream.of(this), spans.spans().stream().map(LongSentence.Span::part));
    }
  }

  /** A text and what was computed for each of {@link #searched}. */
  record Computed<R>(SourceText text, List<R> parts) {}

  /** What is to be searched: each part, and after it its spans. */
  List<Part> searched() {
    return parts.stream().flatMap(Part::searched).toList();
  }

  /** The same text, each part of which is translated only as a whole. */
  SourceText whole() {
    return new SourceText(
        parts.stream().map(part -> new Part(part.ids, part.unmasking, part.text)).toList(),
        split,
        copied);
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
