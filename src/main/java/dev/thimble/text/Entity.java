package dev.thimble.text;

import dev.thimble.integrity.Require;
import java.util.Objects;

/**
 * A span of a text that a symbol replaces. Immutable.
 *
 * @param start index of its first {@code char}
 * @param end index after its last {@code char}; equal to {@code start} if the symbol is inserted
 *     without replacing text
 * @param kind determines the symbols that can replace it
 * @param key equal for the same entity in another language, such as the canonical value of a number
 * @param translation its text in the target language
 */
public record Entity(int start, int end, EntityKind kind, String key, String translation) {
  /** Checks that the span is in order. */
  public Entity {
    Require.that(start >= 0, "start", start, "0 or above");
    Require.that(end >= start, "end", end, "at least start, " + start);
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(translation, "translation");
  }
}
