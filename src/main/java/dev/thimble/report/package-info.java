/**
 * Output of training and evaluation for people: run log, plot, progress, scores, HTML page.
 * Internal: only the command line uses it.
 *
 * <p>Entry: {@code RunLog}, {@code TrainingPlot}, {@code Progress}, {@code ScoreFormat}, {@code
 * EvaluationPage}.
 *
 * <p>May import: {@code metric}.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: pages, formats and records are thread-safe; all other objects are for one thread.
 */
@NullMarked
package dev.thimble.report;

import org.jspecify.annotations.NullMarked;
