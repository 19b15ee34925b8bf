package dev.thimble.natives;

/**
 * A native library cannot be unpacked, or its folder is not safe to load code from. The message
 * names the path and says what to do.
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
