/**
 * Measurements of a model on this machine: its speed, with the limits of the machine, and soak
 * tests.
 *
 * <p>Entry: {@code Benchmark} and {@code SoakRun}, which the commands {@code bench} and {@code
 * soak} run.
 *
 * <p>Internal: applications do not use this package.
 *
 * <p>May import: every package on a lower floor.
 *
 * <p>May not import: {@code ai.djl}, picocli; only {@code cli} imports this package.
 *
 * <p>Threads: objects are not thread-safe; {@code SoakRun} starts and joins its own threads.
 */
@NullMarked
package dev.thimble.bench;

import org.jspecify.annotations.NullMarked;
