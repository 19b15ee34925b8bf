package dev.thimble.vocabulary;

/**
 * Thrown if a vocabulary cannot be read or trained. The message names the file or the numbers and
 * says what is valid.
 */
public final class VocabularyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * An error with a message.
   *
   * @param message names the file or the setting and says what is wrong
   */
  public VocabularyException(String message) {
    super(message);
  }

  /**
   * An error with a message and a cause.
   *
   * @param message names the file or the setting and says what is wrong
   * @param cause the error that caused this one
   */
  public VocabularyException(String message, Throwable cause) {
    super(message, cause);
  }
}
