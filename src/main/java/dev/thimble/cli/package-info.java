/**
 * The {@code thimble} command, which composes all other packages.
 *
 * <p>Entry: {@code Thimble}, the main class; each subcommand has its own class.
 *
 * <p>Internal: applications do not use this package.
 *
 * <p>May import: every package; it alone imports picocli.
 *
 * <p>May not import: {@code ai.djl}; nothing imports this package.
 *
 * <p>Threads: commands run once, on the main thread.
 */
@NullMarked
package dev.thimble.cli;

import org.jspecify.annotations.NullMarked;
