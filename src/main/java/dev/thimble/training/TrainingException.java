package dev.thimble.training;

/** A run cannot start, continue or resume; the message says why and which checkpoint is kept. */
public sealed class TrainingException extends RuntimeException permits RunMismatchException {
  private static final long serialVersionUID = 1;

  /**
   * An error with its explanation.
   *
   * @param message says what is wrong and what to do
   */
  public TrainingException(String message) {
    super(message);
  }
}
