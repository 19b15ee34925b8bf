/**
 * Greedy and beam search behind the step-scorer seam; never sees a model.
 *
 * <p>Entry: {@code BeamSearch}, over a {@code StepScorer}.
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
