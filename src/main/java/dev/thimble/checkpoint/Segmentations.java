package dev.thimble.checkpoint;

import dev.thimble.sentencepiece.SentencePieceSegmenter;
import dev.thimble.text.MaskedPair;
import dev.thimble.text.Masking;
import dev.thimble.vocabulary.Segmentation;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Converts a model's texts to ids: the segmentations of source and target, and the masking of
 * entities. Thread-safe. Owns native memory until closed.
 */
public final class Segmentations implements AutoCloseable {
  private final Segmentation source;
  private final Segmentation target;
  private final @Nullable Masking masking;
  private final List<SentencePieceSegmenter> owned;

  private Segmentations(
      Segmentation source,
      Segmentation target,
      @Nullable Masking masking,
      List<SentencePieceSegmenter> owned) {
    this.source = source;
    this.target = target;
    this.masking = masking;
    this.owned = owned;
  }

  /**
   * The segmentations of a model that was read from a folder.
   *
   * @param folder name of the model in errors
   * @param contents content of the folder
   * @return both sides; the caller closes them
   * @throws CheckpointException if the native library refuses a vocabulary; the message names the
   *     folder
   */
  public static Segmentations of(Path folder, ModelContents contents) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(contents, "contents");
    try {
      return of(contents.source(), contents.target(), contents.masking());
    } catch (VocabularyException e) {
      throw new CheckpointException(folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * The segmentations by two vocabularies, which may be equal, without masking.
   *
   * @param source source vocabulary
   * @param target target vocabulary
   * @return both sides; the caller closes them
   */
  public static Segmentations of(Vocabulary source, Vocabulary target) {
    return of(source, target, null);
  }

  /**
   * The segmentations by two vocabularies, which may be equal.
   *
   * @param source source vocabulary
   * @param target target vocabulary
   * @param masking masking whose symbols both vocabularies have; null for none
   * @return both sides; the caller closes them
   */
  public static Segmentations of(Vocabulary source, Vocabulary target, @Nullable Masking masking) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    SentencePieceSegmenter first = SentencePieceSegmenter.of(source);
    Segmentation sourceSide = new Segmentation(source, first);
    if (source.sha256().equals(target.sha256())) {
      return new Segmentations(sourceSide, sourceSide, masking, List.of(first));
    }
    try {
      SentencePieceSegmenter second = SentencePieceSegmenter.of(target);
      return new Segmentations(
          sourceSide, new Segmentation(target, second), masking, List.of(first, second));
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
  }

  /** {@return the source side} */
  public Segmentation source() {
    return source;
  }

  /** {@return the target side} */
  public Segmentation target() {
    return target;
  }

  /** {@return how entities are masked; null if they are not} */
  public @Nullable Masking masking() {
    return masking;
  }

  /**
   * {@return a source and its target as the model reads them, with symbols for the entities that
   * both have, numbered in the order of the source; without masking, both are unchanged}
   *
   * @param sourceText one sentence
   * @param targetText its translation
   */
  public MaskedPair masked(String sourceText, String targetText) {
    Objects.requireNonNull(sourceText, "sourceText");
    Objects.requireNonNull(targetText, "targetText");
    return masking == null
        ? new MaskedPair(sourceText, targetText, true)
        : masking.maskPair(sourceText, targetText, List.of());
  }

  @Override
  public void close() {
    owned.forEach(SentencePieceSegmenter::close);
  }
}
