/**
 * Checks of arguments, and files that are written as a whole or not at all. Every package may
 * import it.
 *
 * <p>Entry: {@code Require} and {@code AtomicFile}.
 *
 * <p>Internal: applications do not use this package.
 *
 * <p>May import: nothing of Thimble.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: every class is thread-safe.
 */
@NullMarked
package dev.thimble.integrity;

import org.jspecify.annotations.NullMarked;
