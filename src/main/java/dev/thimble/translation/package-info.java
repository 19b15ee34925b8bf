/**
 * The facade for Java programs: text in, text out.
 *
 * <p>Entry: {@code Translator}, loaded from a model folder; it returns a {@code Translation}.
 *
 * <p>Nulls: in every public method of Thimble, a null argument throws a {@link
 * NullPointerException} that names the parameter, for a list's element with its index ({@code
 * sources[2]}), unless {@code @Nullable} allows it. It is thrown before the method has any effect.
 *
 * <p>Internal: {@code LineScorer}, {@code LowScores}.
 *
 * <p>May import: {@code vocabulary}, {@code natives}, {@code text}, {@code metric}, {@code corpus},
 * {@code search}, {@code model}, {@code checkpoint}.
 *
 * <p>May not import: {@code ai.djl} (nor in a signature), {@code training}, {@code report}, {@code
 * cli}.
 *
 * <p>Threads: threads may share a {@code Translator}; closing it closes it for all of them.
 */
@NullMarked
package dev.thimble.translation;

import org.jspecify.annotations.NullMarked;
