/**
 * Segmentation by SentencePiece's native library.
 *
 * <p>Entry: {@code SentencePieceSegmenter}.
 *
 * <p>Internal: applications get segmenters from {@code checkpoint}.
 *
 * <p>May import: {@code vocabulary}, {@code natives}, {@code ai.djl}.
 *
 * <p>May not import: any other package of Thimble.
 *
 * <p>Threads: a segmenter is thread-safe.
 */
@NullMarked
package dev.thimble.sentencepiece;

import org.jspecify.annotations.NullMarked;
