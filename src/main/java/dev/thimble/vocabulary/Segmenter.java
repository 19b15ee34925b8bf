package dev.thimble.vocabulary;

import java.util.List;

/** Cuts text into the pieces of a vocabulary. Implementations are thread-safe. */
public interface Segmenter {
  /**
   * The pieces of a text, none if normalization leaves nothing of it (most vocabularies drop white
   * space, some keep it); joined by the vocabulary they give the normalized text.
   */
  List<String> segment(String text);
}
