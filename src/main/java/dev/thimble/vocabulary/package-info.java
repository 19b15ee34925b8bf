/**
 * Pieces and their ids: the vocabulary, its trainer, its SentencePiece file format; pure Java.
 *
 * <p>Entry: {@code Vocabulary}, made by {@code BytePairTrainer}.
 *
 * <p>May import: nothing of Thimble.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: vocabularies and segmenters are thread-safe; a trainer works in one call.
 */
@NullMarked
package dev.thimble.vocabulary;

import org.jspecify.annotations.NullMarked;
