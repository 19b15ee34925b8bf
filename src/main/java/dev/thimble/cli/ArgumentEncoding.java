package dev.thimble.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * The character encoding of arguments and file names. Java uses that of the locale, which is ASCII
 * under {@code LC_ALL=C}, and replaces characters that it cannot decode.
 */
final class ArgumentEncoding {
  private static final String ENCODING = System.getProperty("sun.jnu.encoding", "unknown");

  private ArgumentEncoding() {}

  /** An error message if an argument contains characters that were replaced; else null. */
  static @Nullable String fault(String... arguments) {
    for (String argument : arguments) {
      if (argument.indexOf('\uFFFD') >= 0) {
        return "the argument '" + argument + "' is not text in " + remedy();
      }
    }
    return null;
  }

  /** Converts a value of the command line or of an options file to a path. */
  static Path path(String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "'" + value + "' cannot be a file name in " + remedy() + ": " + e.getReason());
    }
  }

  private static String remedy() {
    return ENCODING
        + ", the character encoding of this locale"
        + (ENCODING.equals("UTF-8") ? "" : "; set LC_ALL=C.UTF-8");
  }
}
