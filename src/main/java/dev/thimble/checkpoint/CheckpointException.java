package dev.thimble.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that cannot be used; the message names the file and says why, and what would be
 * right.
 */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An error with its explanation. */
  public CheckpointException(String message) {
    super(message);
  }

  /** An error with its explanation and what set it off. */
  public CheckpointException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
