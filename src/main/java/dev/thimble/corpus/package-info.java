/**
 * Parallel text: reading, cleaning, caching in files, augmentation, masking of training pairs,
 * filtering, batching, shortlists.
 *
 * <p>Entry: {@code ParallelCorpus}, {@code PairCleaner}, {@code AugmentedCorpus} and {@code
 * Batcher}.
 *
 * <p>Internal: {@code AlignedTexts}.
 *
 * <p>May import: {@code vocabulary}, {@code text}.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: every public class is thread-safe, except {@code TextLines}, {@code PairReader},
 * {@code AlignedTexts}, {@code SeenTexts} and {@code DuplicateFinder}. The lists of {@code
 * Batcher.epoch} are not.
 */
@NullMarked
package dev.thimble.corpus;

import org.jspecify.annotations.NullMarked;
