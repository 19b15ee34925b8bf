package dev.thimble.checkpoint;

import dev.thimble.sentencepiece.SentencePieceSegmenter;
import dev.thimble.vocabulary.Segmentation;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyException;
import java.nio.file.Path;
import java.util.List;

/** The segmentations of source and target text. Thread-safe. Owns native memory until closed. */
public final class Segmentations implements AutoCloseable {
  private final Segmentation source;
  private final Segmentation target;
  private final List<SentencePieceSegmenter> owned;

  private Segmentations(
      Segmentation source, Segmentation target, List<SentencePieceSegmenter> owned) {
    this.source = source;
    this.target = target;
    this.owned = owned;
  }

  /**
   * The segmentations of a model that was read from a folder.
   *
   * @throws CheckpointException if the native library refuses a vocabulary, naming the folder
   */
  public static Segmentations of(Path folder, ModelContents contents) {
    try {
      return of(contents.source(), contents.target());
    } catch (VocabularyException e) {
      throw new CheckpointException(folder + ": " + e.getMessage(), e);
    }
  }

  /** The segmentations by two vocabularies, which may be equal. */
  public static Segmentations of(Vocabulary source, Vocabulary target) {
    SentencePieceSegmenter first = SentencePieceSegmenter.of(source);
    Segmentation sourceSide = new Segmentation(source, first);
    if (source.sha256().equals(target.sha256())) {
      return new Segmentations(sourceSide, sourceSide, List.of(first));
    }
    try {
      SentencePieceSegmenter second = SentencePieceSegmenter.of(target);
      return new Segmentations(
          sourceSide, new Segmentation(target, second), List.of(first, second));
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
  }

  /** The source side. */
  public Segmentation source() {
    return source;
  }

  /** The target side. */
  public Segmentation target() {
    return target;
  }

  @Override
  public void close() {
    owned.forEach(SentencePieceSegmenter::close);
  }
}
