/**
 * The {@code thimble} command, and the one place where the other packages are put together.
 *
 * <p>Entry: {@code Thimble}, the main class; each subcommand is a class of its own.
 *
 * <p>May import: every package below it.
 *
 * <p>May not import: {@code ai.djl}; nothing imports this package.
 *
 * <p>Threads: commands run once, on the main thread.
 */
@NullMarked
package dev.thimble.cli;

import org.jspecify.annotations.NullMarked;
