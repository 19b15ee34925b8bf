package dev.thimble.sentencepiece;

import ai.djl.engine.EngineException;
import ai.djl.sentencepiece.SpTokenizer;
import dev.thimble.natives.HeapReserve;
import dev.thimble.natives.NativeLibrary;
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
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final char SPACE = '\u2581';

  private static final long BYTES_OF_A_CHAR = 3 * (1 + 1 + Integer.BYTES);

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
      byte[] model = vocabulary.toRuntimeBytes();
      return new SentencePieceSegmenter(
          vocabulary, NativeLibrary.SENTENCEPIECE.load(() -> new SpTokenizer(model)));
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
   * @throws IllegalArgumentException if the text has more than 1,048,576 characters and no space
   *     among them, or pieces of this vocabulary depend on what is beyond a space
   * @throws IllegalStateException if closed
   */
  @Override
  public List<String> segment(String text) {
    String marked = vocabulary.pieceText(text);
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < marked.length(); ) {
      int to = end(marked, from);
      for (int id : encode(marked.substring(from, to))) {
        pieces.add(vocabulary.piece(id));
      }
      from = to;
    }
    return pieces;
  }

  /* The library takes hundreds of bytes for each character, and has no way to say that memory is short. */
  private int end(String marked, int from) {
    if (marked.length() - from <= MOST_CHARACTERS) {
      return marked.length();
    }
    int space =
        vocabulary.cutsBeforeSpaces() ? marked.lastIndexOf(SPACE, from + MOST_CHARACTERS) : 0;
    if (space <= from) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the text has %d characters without a place to cut it; at most %d are supported",
              marked.length() - from,
              MOST_CHARACTERS));
    }
    return space;
  }

  private int[] encode(String marked) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the segmenter is closed; make a new one");
      }
      // the text in UTF-8, twice, and an id for each byte at most
      return HeapReserve.call(
          marked.length() * BYTES_OF_A_CHAR, () -> tokenizer.getProcessor().encode(marked));
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
