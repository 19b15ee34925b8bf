/**
 * Output of training and evaluation: run log, plot, progress, scores, HTML page.
 *
 * <p>Entry: {@code RunLog}, {@code TrainingPlot}, {@code Progress}, {@code ScoreFormat}, {@code
 * EvaluationPage}.
 *
 * <p>Internal: applications do not use this package.
 *
 * <p>May import: {@code metric}, {@code integrity}.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: pages, formats and records are thread-safe; other objects are not.
 */
@NullMarked
package dev.thimble.report;

import org.jspecify.annotations.NullMarked;
