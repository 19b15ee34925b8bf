package dev.thimble.text;

import dev.thimble.integrity.Require;
import java.util.Objects;

/**
 * A span of a source text and the span of its target text that means the same. Indexes count {@code
 * char}s; an end is exclusive and equals the start if a symbol is inserted without replacing text.
 * Immutable.
 *
 * @param sourceStart index in the source text, 0 or above
 * @param sourceEnd end in the source text
 * @param targetStart index in the target text, 0 or above
 * @param targetEnd end in the target text
 * @param kind determines the symbols that can replace both spans
 */
public record PairedSpan(
    int sourceStart, int sourceEnd, int targetStart, int targetEnd, EntityKind kind) {
  /** Checks that both spans are in order. */
  public PairedSpan {
    Require.that(sourceStart >= 0, "sourceStart", sourceStart, "0 or above");
    Require.that(targetStart >= 0, "targetStart", targetStart, "0 or above");
    Require.that(sourceEnd >= sourceStart, "sourceEnd", sourceEnd, "at least sourceStart");
    Require.that(targetEnd >= targetStart, "targetEnd", targetEnd, "at least targetStart");
    Objects.requireNonNull(kind, "kind");
  }

  /**
   * The entity of the source.
   *
   * @param index of this span among those of its pair, so that each insertion is its own
   */
  Entity inSource(String source, String target, int index) {
    Require.within("sourceEnd", sourceEnd, 0, source.length());
    Require.within("targetEnd", targetEnd, 0, target.length());
    String in = source.substring(sourceStart, sourceEnd);
    String key = in.isEmpty() ? "insertion " + index : in;
    return new Entity(sourceStart, sourceEnd, kind, key, target.substring(targetStart, targetEnd));
  }

  /** The entity of the target that means the same as that of the source. */
  Entity inTarget(Entity inSource) {
    return new Entity(targetStart, targetEnd, kind, inSource.key(), inSource.translation());
  }
}
