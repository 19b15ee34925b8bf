package dev.thimble.natives;

/**
 * Thrown if a native library is missing or cannot be unpacked or loaded, or if its folder is not
 * safe to load code from. The message says what to do and names the path or the dependency to add.
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
