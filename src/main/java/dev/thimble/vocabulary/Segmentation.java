package dev.thimble.vocabulary;

import java.util.Objects;

/**
 * Turns text of one language into ids. Thread-safe.
 *
 * @param vocabulary maps pieces to ids
 * @param segmenter cuts text into pieces
 */
public record Segmentation(Vocabulary vocabulary, Segmenter segmenter) {
  /** Checks that neither is null. */
  public Segmentation {
    Objects.requireNonNull(vocabulary, "vocabulary");
    Objects.requireNonNull(segmenter, "segmenter");
  }

  /**
   * {@return the ids of a text; none if the normalized text is empty}
   *
   * @param text need not be normalized
   */
  public int[] ids(String text) {
    Objects.requireNonNull(text, "text");
    return vocabulary.ids(segmenter.segment(text));
  }
}
