/**
 * The facade for Java programs: text in, text out.
 *
 * <p>Entry: {@code Translator}, loaded from a model folder; it answers with a {@code Translation}.
 *
 * <p>Nulls: here, and in every public method of Thimble's packages, a null where {@code @Nullable}
 * does not allow one is a {@link NullPointerException} that names the parameter, of a list's
 * element with its index ({@code sources[2]}). It is thrown before any work is done.
 *
 * <p>May import: {@code vocabulary}, {@code natives}, {@code text}, {@code metric}, {@code corpus},
 * {@code search}, {@code model}, {@code checkpoint}.
 *
 * <p>May not import: {@code ai.djl} (nor in a signature), {@code training}, {@code report}, {@code
 * cli}.
 *
 * <p>Threads: a {@code Translator} may be shared by threads; closing it ends its use on all of
 * them.
 */
@NullMarked
package dev.thimble.translation;

import org.jspecify.annotations.NullMarked;
