package dev.thimble.checkpoint;

import org.jspecify.annotations.Nullable;

/** A checkpoint cannot be used. The message names the file, the fault and what is valid. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An error with the given message. */
  public CheckpointException(String message) {
    super(message);
  }

  /** An error with the given message and cause. */
  public CheckpointException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
