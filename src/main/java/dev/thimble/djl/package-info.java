/**
 * Model folders for programs written for DJL, and for DJL Serving.
 *
 * <p>Entry: {@code ThimbleTranslatorFactory}, for DJL's {@code Criteria}.
 *
 * <p>May import: {@code translation}, {@code model}, {@code ai.djl}.
 *
 * <p>May not import: {@code cli}, {@code training}.
 *
 * <p>Threads: the translators that the factory makes are thread-safe; DJL's predictors are not.
 */
@NullMarked
package dev.thimble.djl;

import org.jspecify.annotations.NullMarked;
