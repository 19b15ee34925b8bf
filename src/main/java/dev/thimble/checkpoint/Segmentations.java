package dev.thimble.checkpoint;

import dev.thimble.sentencepiece.SentencePieceSegmenter;
import dev.thimble.vocabulary.Segmentation;
import dev.thimble.vocabulary.Vocabulary;
import java.util.List;

/** A model's two ways from text to ids. Thread-safe. Owns native memory until closed. */
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

  /** Segmentations by a model's vocabularies. */
  public static Segmentations of(ModelContents contents) {
    return of(contents.source(), contents.target());
  }

  /** Segmentations by two vocabularies, which may be one. */
  public static Segmentations of(Vocabulary source, Vocabulary target) {
    SentencePieceSegmenter first = SentencePieceSegmenter.of(source);
    Segmentation sourceSide = new Segmentation(source, first);
    if (source.sha256().equals(target.sha256())) {
      return new Segmentations(sourceSide, sourceSide, List.of(first));
    }
    SentencePieceSegmenter second = SentencePieceSegmenter.of(target);
    return new Segmentations(sourceSide, new Segmentation(target, second), List.of(first, second));
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
