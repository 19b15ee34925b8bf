package dev.thimble.cli;

import dev.thimble.model.CellType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Options that are out of range or do not fit together; ends the process with exit code 2. */
final class WrongUsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WrongUsageException(String message) {
    super(message);
  }

  /** Refuses an output that exists, unless it may be overwritten. */
  static void ifExists(Path output, boolean overwrite) {
    if (Files.exists(output) && !overwrite) {
      throw new WrongUsageException(output + " exists already; --overwrite replaces it");
    }
  }

  /**
   * Refuses a cell whose weights have no names in torch; {@code advice} says what would be right.
   */
  static void ifNotInTorch(CellType cell, String advice) {
    if (!cell.inTorch()) {
      throw new WrongUsageException(
          "a safetensors file with the names of torch.nn cannot hold a model of the cell "
              + cell
              + "; "
              + advice);
    }
  }

  /** Makes an object from values of options; an {@code IllegalArgumentException} is wrong usage. */
  static <T> T ifInvalid(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(e.getMessage());
    }
  }
}
