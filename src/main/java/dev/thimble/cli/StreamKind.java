package dev.thimble.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a standard stream of this process is connected to. */
enum StreamKind {
  FILE,
  /** A pipe or a socket: a write fails once its reader is gone. */
  PIPE,
  /** A terminal, or another character device. */
  TERMINAL;

  private static final int TYPE = 0170000; // S_IFMT of <sys/stat.h>
  private static final int FIFO = 0010000;
  private static final int SOCKET = 0140000;
  private static final int CHARACTER_DEVICE = 0020000;

  static StreamKind ofOutput() {
    return of(Path.of("/dev/stdout"));
  }

  static StreamKind ofError() {
    return of(Path.of("/dev/stderr"));
  }

  /* Not by System.console(), which needs a terminal on standard input and standard output together. */
  static StreamKind of(Path stream) {
    try {
      int type = (int) Files.getAttribute(stream, "unix:mode") & TYPE;
      return switch (type) {
        case FIFO, SOCKET -> PIPE;
        case CHARACTER_DEVICE -> TERMINAL;
        default -> FILE;
      };
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) { // Windows
      return isConsole(System.console()) ? TERMINAL : FILE;
    }
  }

  /* Since JDK 22, a console may exist without a terminal, and has the method isTerminal. */
  private static boolean isConsole(@Nullable Console console) {
    try {
      return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // before JDK 22, a console is a terminal
    }
  }
}
