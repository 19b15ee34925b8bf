package dev.thimble.vocabulary;

import java.util.Objects;

/**
 * One side's way from text to ids. Thread-safe.
 *
 * @param vocabulary gives the ids
 * @param segmenter gives the pieces
 */
public record Segmentation(Vocabulary vocabulary, Segmenter segmenter) {
  /** Checks that there are both. */
  public Segmentation {
    Objects.requireNonNull(vocabulary, "vocabulary");
    Objects.requireNonNull(segmenter, "segmenter");
  }

  /** The ids of a text, none if normalization leaves nothing of it. */
  public int[] ids(String text) {
    Objects.requireNonNull(text, "text");
    return vocabulary.ids(segmenter.segment(text));
  }
}
