package dev.thimble.translation;

/** What happens to a text with more pieces than the options accept. It is never truncated. */
public enum LongInput {
  /** Throws a {@link LongTextException}. */
  REFUSE,
  /**
   * Translates it sentence by sentence. A sentence that is still too long is cut into parts,
   * between words if possible. White space between the parts is kept.
   */
  SPLIT
}
