/**
 * Greedy and beam search, diverse beams, sampling, ensembles and minimum-Bayes-risk choice, behind
 * the step-scorer seam; never sees a model.
 *
 * <p>Entry: {@code Search}, made of a {@code SearchConfig}, over a {@code StepScorer}, with one
 * {@code SearchTask} a sentence.
 *
 * <p>May import: {@code vocabulary}.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: searches are stateless and thread-safe, as far as the scorer is.
 */
@NullMarked
package dev.thimble.search;

import org.jspecify.annotations.NullMarked;
