package dev.thimble.vocabulary;

/**
 * A vocabulary that cannot be read or trained; the message names the file or the numbers, and what
 * would be right.
 */
public final class VocabularyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An error with its explanation. */
  public VocabularyException(String message) {
    super(message);
  }

  /** An error with its explanation and what led to it. */
  public VocabularyException(String message, Throwable cause) {
    super(message, cause);
  }
}
