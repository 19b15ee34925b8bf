package dev.thimble.text;

import java.util.Objects;

/**
 * A source text and its translation, with symbols for what both contain. Immutable.
 *
 * @param source the source text, as the model reads it
 * @param target the target text, as the model learns to write it
 * @param clean whether no number, time, amount, date, link, code, emoji or tag is on one side only;
 *     always true within one language
 */
public record MaskedPair(String source, String target, boolean clean) {
  /** Checks that neither text is null. */
  public MaskedPair {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
  }
}
