package dev.thimble.corpus;

import java.util.Objects;

/**
 * A source text and its target text.
 *
 * @param line number of the line in the file, or of the pair in a corpus of several files, from 1
 * @param source text
 * @param target text
 */
public record SentencePair(long line, String source, String target) {
  /** Checks that neither text is null. */
  public SentencePair {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
  }
}
