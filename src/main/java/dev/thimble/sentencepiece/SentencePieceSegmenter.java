package dev.thimble.sentencepiece;

import ai.djl.sentencepiece.SpTokenizer;
import dev.thimble.vocabulary.Segmenter;
import dev.thimble.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * Segments by SentencePiece's native library. Thread-safe. Owns native memory until closed.
 *
 * <p>Only ids come back from native code, since its strings break outside the Basic Multilingual
 * Plane.
 */
public final class SentencePieceSegmenter implements Segmenter, AutoCloseable {
  private final Vocabulary vocabulary;
  private final SpTokenizer tokenizer;

  private SentencePieceSegmenter(Vocabulary vocabulary, SpTokenizer tokenizer) {
    this.vocabulary = vocabulary;
    this.tokenizer = tokenizer;
  }

  /** A segmenter into the pieces of a vocabulary. */
  public static SentencePieceSegmenter of(Vocabulary vocabulary) {
    return new SentencePieceSegmenter(vocabulary, new SpTokenizer(vocabulary.toBytes()));
  }

  @Override
  public List<String> segment(String text) {
    String normalized = Vocabulary.normalize(text);
    if (normalized.isEmpty()) {
      return List.of();
    }
    int[] ids = tokenizer.getProcessor().encode(normalized);
    List<String> pieces = new ArrayList<>(ids.length);
    for (int id : ids) {
      pieces.add(vocabulary.piece(id));
    }
    return pieces;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
