/**
 * The facade for Java programs: text in, text out.
 *
 * <p>Entry: {@code Translator}, loaded from a model folder; it returns a {@code Translation}.
 *
 * <p>Nulls: in every public method of the exported packages and of {@code dev.thimble.spark}, but
 * for internal types, a null argument throws a {@link NullPointerException} before the method has
 * any effect, unless {@code @Nullable} allows it. The message names the parameter, for an element
 * of a list with its index ({@code sources[2]}).
 *
 * <p>Internal: {@code LineScorer}, {@code LowScores}.
 *
 * <p>May import: {@code vocabulary}, {@code natives}, {@code text}, {@code metric}, {@code corpus},
 * {@code search}, {@code model}, {@code checkpoint}.
 *
 * <p>May not import: {@code ai.djl} (nor in a signature), {@code training}, {@code report}, {@code
 * cli}.
 *
 * <p>Threads: a {@code Translator} is thread-safe; closing it ends it for all threads.
 */
@NullMarked
package dev.thimble.translation;

import org.jspecify.annotations.NullMarked;
