package dev.thimble.vocabulary;

/**
 * One side's way from text to ids. Thread-safe.
 *
 * @param vocabulary gives the ids
 * @param segmenter gives the pieces
 */
public record Segmentation(Vocabulary vocabulary, Segmenter segmenter) {
  /** The ids of a text, none for a blank one. */
  public int[] ids(String text) {
    return vocabulary.ids(segmenter.segment(text));
  }
}
