/**
 * What every other package builds on: checks of arguments, and files that are written whole or not
 * at all. Internal: applications do not need it.
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
