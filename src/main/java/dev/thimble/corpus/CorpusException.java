package dev.thimble.corpus;

/**
 * Thrown if text cannot be read. The message names the file and the line and says what is valid.
 */
public final class CorpusException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * An error with a message.
   *
   * @param message names the file and the line and says what is wrong
   */
  public CorpusException(String message) {
    super(message);
  }
}
