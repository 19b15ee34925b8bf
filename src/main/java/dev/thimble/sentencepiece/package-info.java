/**
 * Segmentation by SentencePiece's native library. Internal: {@code checkpoint} and {@code cli} load
 * segmenters.
 *
 * <p>Entry: {@code SentencePieceSegmenter}.
 *
 * <p>May import: {@code vocabulary}, {@code natives}, {@code integrity}, {@code ai.djl}.
 *
 * <p>May not import: any other package of Thimble.
 *
 * <p>Threads: a segmenter is thread-safe.
 */
@NullMarked
package dev.thimble.sentencepiece;

import org.jspecify.annotations.NullMarked;
