/**
 * What a run or an evaluation leaves for people to look at: log, plot, progress, scores, page.
 *
 * <p>Entry: {@code RunLog}, {@code TrainingPlot}, {@code Progress}, {@code ScoreFormat}, {@code
 * EvaluationPage}.
 *
 * <p>May import: {@code metric}.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: each object serves one thread, but pages, formats and the records they write serve
 * many.
 */
@NullMarked
package dev.thimble.report;

import org.jspecify.annotations.NullMarked;
