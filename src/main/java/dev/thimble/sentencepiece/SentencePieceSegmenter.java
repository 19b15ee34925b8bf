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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Segments text by SentencePiece's native library. Owns native memory until closed. Thread-safe:
 * threads segment in parallel, and {@link #close} waits for them.
 *
 * <p>If text can be cut before spaces, words are segmented one by one, and the pieces of earlier
 * words are cached in a {@link WordPieces}.
 *
 * <p>Native code gets only text and returns only ids. It is never given an id, because an id out of
 * range ends the process, and never asked for a piece, because its JNI garbles characters outside
 * the Basic Multilingual Plane.
 */
public final class SentencePieceSegmenter implements Segmenter, AutoCloseable {
  /** The JNI's Java heap for a char: at most 3 UTF-8 bytes, each copied twice and with an id. */
  private static final long BYTES_OF_A_CHAR = 3 * (1 + 1 + Integer.BYTES);

  private final Vocabulary vocabulary;
  private final @Nullable WordPieces words; // null: the vocabulary does not cut before spaces
  private final SpTokenizer tokenizer;
  // The library would free its memory again at a second close, and read it after a close.
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean closed;

  private SentencePieceSegmenter(Vocabulary vocabulary, SpTokenizer tokenizer) {
    this.vocabulary = vocabulary;
    this.words = vocabulary.cutsBeforeSpaces() ? new WordPieces(this::nativePieces) : null;
    this.tokenizer = tokenizer;
  }

  /**
   * Loads a segmenter from a SentencePiece model file.
   *
   * @throws VocabularyException if {@link Vocabulary#read} refuses the file
   */
  public static SentencePieceSegmenter load(Path modelFile) throws IOException {
    return of(Vocabulary.read(modelFile));
  }

  /**
   * Loads a segmenter for a vocabulary.
   *
   * @throws VocabularyException if the native library refuses the vocabulary
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
   * @throws IllegalArgumentException if the text has more than 1,048,576 characters and cannot be
   *     cut: it has no space, or {@link Vocabulary#cutsBeforeSpaces} is false
   * @throws IllegalStateException if the segmenter is closed
   */
  @Override
  public List<String> segment(String text) {
    checkOpen(); // even if no piece of the text needs native code
    List<String> pieces = new ArrayList<>();
    for (String part : vocabulary.parts(text)) {
      pieces.addAll(words == null ? nativePieces(part) : words.pieces(part));
    }
    return pieces;
  }

  private List<String> nativePieces(String marked) {
    return Arrays.stream(encode(marked)).mapToObj(vocabulary::piece).toList();
  }

  private int[] encode(String marked) {
    lock.readLock().lock();
    try {
      checkOpen();
      return HeapReserve.call(
          marked.length() * BYTES_OF_A_CHAR, () -> tokenizer.getProcessor().encode(marked));
    } finally {
      lock.readLock().unlock();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the segmenter is closed; make a new one");
    }
  }

  /** Frees native memory. A second call does nothing. */
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
