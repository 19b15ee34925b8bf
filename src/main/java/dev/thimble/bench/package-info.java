/**
 * Measurements of a model on this machine: speed beside the machine's limits, and soak tests.
 * Internal: the commands {@code bench} and {@code soak} are the way to use it.
 *
 * <p>Entry: {@code Benchmark}, {@code SoakRun}.
 *
 * <p>May import: every package below {@code cli} but {@code djl} and {@code spark}.
 *
 * <p>May not import: {@code ai.djl}, picocli; only {@code cli} imports this package.
 *
 * <p>Threads: each object serves one thread; {@code SoakRun} starts and joins its own.
 */
@NullMarked
package dev.thimble.bench;

import org.jspecify.annotations.NullMarked;
