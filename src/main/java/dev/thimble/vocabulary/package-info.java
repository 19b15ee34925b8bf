/**
 * Pieces and their ids: the vocabulary, its trainer and its file format; pure Java.
 *
 * <p>Entry: {@code Vocabulary}, read from a file or trained by {@code BytePairTrainer}.
 *
 * <p>Internal: {@code WordCounter}.
 *
 * <p>May import: nothing of Thimble but {@code integrity}.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: every public class is thread-safe, except {@code Detokenizer}.
 */
@NullMarked
package dev.thimble.vocabulary;

import org.jspecify.annotations.NullMarked;
