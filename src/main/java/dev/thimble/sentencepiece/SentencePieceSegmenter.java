package dev.thimble.sentencepiece;

import ai.djl.engine.EngineException;
import ai.djl.sentencepiece.SpTokenizer;
import dev.thimble.vocabulary.Segmenter;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Segments by SentencePiece's native library. Thread-safe: threads segment side by side, and
 * closing waits for them. Owns native memory until closed.
 *
 * <p>Text goes to native code and ids come back; no piece and no id goes in, since native strings
 * break outside the Basic Multilingual Plane on their way out, and an id out of range ends the
 * process.
 */
public final class SentencePieceSegmenter implements Segmenter, AutoCloseable {
  private final Vocabulary vocabulary;
  private final SpTokenizer tokenizer;
  // The library frees its memory at every call of close, and reads it after.
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private SentencePieceSegmenter(Vocabulary vocabulary, SpTokenizer tokenizer) {
    this.vocabulary = vocabulary;
    this.tokenizer = tokenizer;
  }

  /**
   * A segmenter into the pieces of a SentencePiece model file.
   *
   * @throws VocabularyException if the file is no such model
   */
  public static SentencePieceSegmenter load(Path modelFile) throws IOException {
    return of(Vocabulary.read(modelFile));
  }

  /**
   * A segmenter into the pieces of a vocabulary.
   *
   * @throws VocabularyException if the native library refuses it
   */
  public static SentencePieceSegmenter of(Vocabulary vocabulary) {
    try {
      return new SentencePieceSegmenter(vocabulary, new SpTokenizer(vocabulary.toRuntimeBytes()));
    } catch (EngineException e) {
      throw new VocabularyException(
          String.format(
              Locale.ROOT,
              "SentencePiece cannot read the vocabulary of %d pieces: %s",
              vocabulary.size(),
              e.getMessage()),
          e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if closed
   */
  @Override
  public List<String> segment(String text) {
    String marked = vocabulary.marked(text);
    if (marked.isEmpty()) {
      return List.of();
    }
    int[] ids = encode(marked);
    List<String> pieces = new ArrayList<>(ids.length);
    for (int id : ids) {
      pieces.add(vocabulary.piece(id));
    }
    return pieces;
  }

  private int[] encode(String marked) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the segmenter is closed; make a new one");
      }
      return tokenizer.getProcessor().encode(marked);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Frees native memory; a second call does nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        tokenizer.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
