package dev.thimble.training;

/** A run that cannot go on or be resumed; the message says why, and what was kept. */
public sealed class TrainingException extends RuntimeException permits RunMismatchException {
  private static final long serialVersionUID = 1;

  /** An error with its explanation. */
  public TrainingException(String message) {
    super(message);
  }
}
