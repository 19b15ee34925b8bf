package dev.thimble.vocabulary;

/**
 * One side's way from text to ids. Thread-safe.
 *
 * @param vocabulary gives the ids
 * @param segmenter gives the pieces
 */
public record Segmentation(Vocabulary vocabulary, Segmenter segmenter) {
  /** The ids of a text, none if normalization leaves nothing of it. */
  public int[] ids(String text) {
    return vocabulary.ids(segmenter.segment(text));
  }
}
