/**
 * What a run leaves for people to look at: the log, the plot, the progress display.
 *
 * <p>Entry: {@code RunLog}, {@code TrainingPlot}, {@code Progress}.
 *
 * <p>May import: {@code metric}.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: each object serves one thread.
 */
@NullMarked
package dev.thimble.report;

import org.jspecify.annotations.NullMarked;
