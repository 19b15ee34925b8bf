/**
 * Checks of arguments, and files that are written whole or not at all; every package may use it.
 * Internal.
 *
 * <p>Entry: {@code Require} and {@code AtomicFile}.
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
