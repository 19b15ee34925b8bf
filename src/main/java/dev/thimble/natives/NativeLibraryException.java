package dev.thimble.natives;

/**
 * A native library is missing, cannot be unpacked or loaded, or its folder is not safe to load code
 * from. The message says what to do: it names the path, or the dependency to add.
 */
public final class NativeLibraryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NativeLibraryException(String message) {
    super(message);
  }

  NativeLibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
