package dev.thimble.vocabulary;

import java.util.List;

/**
 * Cuts text into the pieces of a vocabulary. Most callers get one from {@code
 * checkpoint.Segmentations}; a test can use a lambda. Implementations are thread-safe.
 */
public interface Segmenter {
  /**
   * {@return the pieces of a text} {@link Vocabulary#detokenize} joins them to the normalized text.
   * The list is empty if the normalized text is. Most vocabularies normalize white space alone to
   * an empty text.
   *
   * @param text need not be normalized; may be empty
   */
  List<String> segment(String text);
}
