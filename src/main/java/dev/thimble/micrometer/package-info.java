/**
 * Metrics of a translator for Micrometer. The application adds {@code
 * io.micrometer:micrometer-core} to its own dependencies.
 *
 * <p>Entry: {@code ServingMetrics}, a {@code MeterBinder}.
 *
 * <p>May import: {@code translation}, Micrometer.
 *
 * <p>May not import: {@code ai.djl}, {@code cli}.
 *
 * <p>Threads: every class is thread-safe.
 */
@NullMarked
package dev.thimble.micrometer;

import org.jspecify.annotations.NullMarked;
