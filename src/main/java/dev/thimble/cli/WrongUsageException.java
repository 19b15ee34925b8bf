package dev.thimble.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Options that are out of range or do not fit together; ends the process with exit code 2. */
final class WrongUsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WrongUsageException(String message) {
    super(message);
  }

  /** Refuses an output that is there already and may not be replaced. */
  static void ifTaken(Path output, boolean overwrite) {
    if (Files.exists(output) && !overwrite) {
      throw new WrongUsageException(output + " exists already; --overwrite replaces it");
    }
  }

  /** What is made of option values; a value that it refuses is wrong usage. */
  static <T> T unlessAccepted(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(e.getMessage());
    }
  }
}
