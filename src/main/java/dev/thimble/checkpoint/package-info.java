/**
 * The model folder on disk: manifest, weights, vocabulary, provenance; written whole or not at all.
 *
 * <p>Entry: {@code ModelFolder}, which reads and writes a folder; a folder it refuses raises {@code
 * CheckpointException}.
 *
 * <p>May import: {@code model}, {@code vocabulary}, {@code sentencepiece}, and {@code ai.djl}.
 *
 * <p>May not import: {@code training}, {@code translation}, {@code report}, {@code metric}, {@code
 * cli}.
 *
 * <p>Threads: what is read is immutable; two writers of one folder must take turns.
 */
@NullMarked
package dev.thimble.checkpoint;

import org.jspecify.annotations.NullMarked;
