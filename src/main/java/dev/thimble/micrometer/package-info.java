/**
 * Metrics of a translator for Micrometer, which an application that wants them adds to its own
 * dependencies: {@code io.micrometer:micrometer-core}.
 *
 * <p>Entry: {@code ServingMetrics}, a {@code MeterBinder}.
 *
 * <p>May import: {@code translation}, Micrometer.
 *
 * <p>May not import: {@code ai.djl}, {@code cli}.
 *
 * <p>Threads: thread-safe.
 */
@NullMarked
package dev.thimble.micrometer;

import org.jspecify.annotations.NullMarked;
