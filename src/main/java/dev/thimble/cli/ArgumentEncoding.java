package dev.thimble.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * How Java decoded the command line. It takes the character encoding of the locale, which is ASCII
 * under {@code LC_ALL=C}, for arguments and file names, and replaces what it cannot decode.
 */
final class ArgumentEncoding {
  private static final String ENCODING = System.getProperty("sun.jnu.encoding", "unknown");

  private ArgumentEncoding() {}

  /** What is wrong with arguments that were not decoded whole; null if nothing is. */
  static @Nullable String fault(String... arguments) {
    for (String argument : arguments) {
      if (argument.indexOf('\uFFFD') >= 0) {
        return "the argument '" + argument + "' is not text in " + remedy();
      }
    }
    return null;
  }

  /** A path of the command line or an options file. */
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
