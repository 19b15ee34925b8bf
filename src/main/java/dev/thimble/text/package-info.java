/**
 * Preparation of text: from text to text, without pieces or ids.
 *
 * <p>Entry: {@code InvisibleCharacters} and {@code SentenceSplitter}.
 *
 * <p>May import: nothing of Thimble's.
 *
 * <p>May not import: everything else.
 *
 * <p>Threads: all classes are stateless or immutable, so they may be shared.
 */
@NullMarked
package dev.thimble.text;

import org.jspecify.annotations.NullMarked;
