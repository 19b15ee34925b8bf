package dev.thimble.training;

/** Thrown if a run cannot start, continue or resume. The message says why and what to do. */
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
