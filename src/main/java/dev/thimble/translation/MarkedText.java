package dev.thimble.translation;

import dev.thimble.integrity.Require;
import dev.thimble.text.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A text with spans whose translation is known. Immutable and thread-safe.
 *
 * <pre>{@code
 * translator.translate(MarkedText.of("Press Save to go on.").keep(6, 10));
 * }</pre>
 */
public final class MarkedText {
  private record Span(int start, int end, String translation) {}

  private final String text;
  private final List<Span> spans; // in order, without overlaps

  private MarkedText(String text, List<Span> spans) {
    this.text = text;
    this.spans = spans;
  }

  /**
   * {@return a text without spans} Private-use characters that stand for marks are removed.
   *
   * @param text without mark-up
   */
  public static MarkedText of(String text) {
    return new MarkedText(Objects.requireNonNull(text, "text"), List.of());
  }

  /**
   * {@return the same text with a span that is copied to the translation}
   *
   * @param start index of its first {@code char}
   * @param end index after its last {@code char}
   * @throws IllegalArgumentException if the span is empty, is outside of the text, or overlaps
   *     another span, or if there are more than {@link Mark#MOST} spans
   */
  public MarkedText keep(int start, int end) {
    checkRange(start, end);
    return translate(start, end, text.substring(start, end));
  }

  /**
   * {@return the same text with a span and its translation}
   *
   * @param start index of its first {@code char}
   * @param end index after its last {@code char}
   * @param translation text that replaces the span; may be empty
   * @throws IllegalArgumentException as {@link #keep} does
   */
  public MarkedText translate(int start, int end, String translation) {
    Objects.requireNonNull(translation, "translation");
    checkRange(start, end);
    List<Span> more = new ArrayList<>(spans);
    int at = 0;
    while (at < spans.size() && spans.get(at).start < start) {
      at++;
    }
    more.add(at, new Span(start, end, translation));
    for (int i = 1; i < more.size(); i++) {
      Require.that(
          more.get(i - 1).end <= more.get(i).start,
          "a span",
          start + " to " + end,
          "outside of every other span");
    }
    if (more.size() > Mark.MOST) {
      throw new IllegalArgumentException("a text has at most " + Mark.MOST + " spans");
    }
    return new MarkedText(text, List.copyOf(more));
  }

  private void checkRange(int start, int end) {
    Require.within("start", start, 0, text.length());
    Require.within("end", end, start + 1, text.length());
  }

  /** The text with a mark in the place of each span. */
  String marked() {
    StringBuilder marked = new StringBuilder();
    int done = 0;
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      marked.append(Mark.withoutMarks(text.substring(done, span.start)));
      marked.append(mark(i).character());
      done = span.end;
    }
    return marked.append(Mark.withoutMarks(text.substring(done))).toString();
  }

  private Mark mark(int index) {
    return Mark.ofTerm(spans.get(index).translation, index);
  }

  /** A translation of {@link #marked} with the translations of the spans. */
  String restored(String translation) {
    Map<Integer, String> byCharacter = new HashMap<>();
    for (int i = 0; i < spans.size(); i++) {
      byCharacter.put(mark(i).character().codePointAt(0), spans.get(i).translation);
    }
    StringBuilder restored = new StringBuilder();
    translation
        .codePoints()
        .forEach(
            c -> {
              String span = byCharacter.get(c);
              if (span == null) {
                restored.appendCodePoint(c);
              } else {
                restored.append(span);
              }
            });
    return restored.toString();
  }
}
