package dev.thimble.checkpoint;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a checkpoint cannot be used. The message names the file, the fault and what is valid.
 */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * An error with the given message.
   *
   * @param message names the folder or file and says what is wrong
   */
  public CheckpointException(String message) {
    super(message);
  }

  /**
   * An error with the given message and cause.
   *
   * @param message names the folder or file and says what is wrong
   * @param cause null if there is none
   */
  public CheckpointException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * The same error with a message that begins with the name of the place.
   *
   * @param place the folder as the user named it
   * @return an error with this one as its cause, or this one if its message begins with {@code
   *     place}
   */
  public CheckpointException at(String place) {
    Objects.requireNonNull(place, "place");
    String message = String.valueOf(getMessage());
    return message.startsWith(place) ? this : new CheckpointException(place + ": " + message, this);
  }
}
