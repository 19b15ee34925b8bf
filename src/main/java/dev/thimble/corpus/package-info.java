/**
 * Parallel text: reading, filtering, batching.
 *
 * <p>Entry: {@code ParallelCorpus} and {@code Batcher}.
 *
 * <p>May import: {@code vocabulary}.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: what is read is immutable; a reader serves one thread.
 */
@NullMarked
package dev.thimble.corpus;

import org.jspecify.annotations.NullMarked;
