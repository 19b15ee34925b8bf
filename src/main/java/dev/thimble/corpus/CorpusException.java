package dev.thimble.corpus;

/** Text that cannot be read; the message names file and line, and what would be right. */
public final class CorpusException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An error with its explanation. */
  public CorpusException(String message) {
    super(message);
  }
}
