package dev.thimble.translation;

/** How a text with more pieces than the options accept is handled. It is never truncated. */
public enum LongInput {
  /** Throws a {@link LongTextException}. */
  REFUSE,
  /**
   * Translates it sentence by sentence, and a sentence that is still too long in parts, if possible
   * cut between words. White space between the parts is kept.
   */
  SPLIT
}
