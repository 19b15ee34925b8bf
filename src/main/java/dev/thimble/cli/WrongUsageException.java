package dev.thimble.cli;

/** Options that do not fit together; ends the process with exit code 2. */
final class WrongUsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WrongUsageException(String message) {
    super(message);
  }
}
