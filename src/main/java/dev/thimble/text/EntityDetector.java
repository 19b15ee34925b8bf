package dev.thimble.text;

import org.jspecify.annotations.Nullable;

/**
 * Finds the entities of one kind. {@link EntityFinder} asks at each index where a word or a sign
 * begins. To keep the whole search linear, an implementation reads a bounded number of characters
 * where it finds nothing. Implementations are immutable; tests call {@link #detect} with literal
 * text.
 */
interface EntityDetector {
  /** The entity that begins at an index, or null. */
  @Nullable Entity detect(String text, int start);
}
