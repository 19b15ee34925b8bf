package dev.thimble.translation;

/** What becomes of a text of more pieces than the options accept; it is never cut silently. */
public enum LongInput {
  /** It is refused with an {@code IllegalArgumentException} that gives its length. */
  REFUSE,
  /**
   * It is translated sentence by sentence, a sentence that is still too long in parts that end
   * between words where they can; white space between the parts stays as it is.
   */
  SPLIT
}
