package dev.thimble.text;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A private-use character of plane 15 that stands for mark-up or protected text. A model that masks
 * copies it to the translation; the caller replaces it there. Immutable and thread-safe.
 *
 * @param kind one of {@link #KINDS}
 * @param number number of the mark among those of its kind, from 0 to {@link #MOST} - 1
 */
public record Mark(EntityKind kind, int number) {
  /** The kinds that a mark can have. */
  public static final List<EntityKind> KINDS =
      List.of(
          EntityKind.OPEN,
          EntityKind.CLOSE,
          EntityKind.EMPTY,
          EntityKind.TERM_VOWEL,
          EntityKind.TERM_CONSONANT);

  /** Most marks of one kind in one text. */
  public static final int MOST = 0x3000;

  private static final int FIRST = 0xF0000;

  /** Checks kind and number. */
  public Mark {
    Objects.requireNonNull(kind, "kind");
    Require.that(KINDS.contains(kind), "kind", kind, "one of " + KINDS);
    Require.within("number", number, 0, MOST - 1);
  }

  /**
   * {@return the mark of a character; null if it is not a mark}
   *
   * @param codePoint a Unicode code point
   */
  public static @Nullable Mark of(int codePoint) {
    int offset = codePoint - FIRST;
    return offset < 0 || offset >= MOST * KINDS.size()
        ? null
        : new Mark(KINDS.get(offset / MOST), offset % MOST);
  }

  /**
   * {@return a mark for a text that is inserted into a translation}
   *
   * @param translation the text; its first letter determines the kind
   * @param number from 0 to {@link #MOST} - 1
   */
  public static Mark ofTerm(String translation, int number) {
    return new Mark(EntityKind.term(translation), number);
  }

  /**
   * {@return a text without its marks}
   *
   * @param text may be empty
   */
  public static String withoutMarks(String text) {
    return in(Objects.requireNonNull(text, "text")).isEmpty()
        ? text
        : text.codePoints()
            .filter(c -> of(c) == null)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /** {@return the character, as a string of two {@code char}s} */
  public String character() {
    return Character.toString(FIRST + KINDS.indexOf(kind) * MOST + number);
  }

  /** The marks of a text, as entities that come through as they are. */
  static List<Entity> in(String text) {
    List<Entity> found = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))) {
        Mark mark = of(text.codePointAt(i));
        if (mark != null) {
          found.add(new Entity(i, i + 2, mark.kind, mark.character(), mark.character()));
        }
      }
    }
    return found;
  }
}
