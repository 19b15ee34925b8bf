package dev.thimble.cli;

import dev.thimble.report.Progress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output of a command, in UTF-8. A write that fails throws {@link FailedException}, which
 * is unchecked because {@link PrintWriter} would hide an {@link IOException}; so a command ends at
 * the first result that it cannot write. For one thread.
 */
final class StandardOutput {
  private static final int TYPE = 0170000; // S_IFMT of <sys/stat.h>
  private static final int FIFO = 0010000;
  private static final int SOCKET = 0140000;
  private static final int CHARACTER_DEVICE = 0020000;

  /** What standard output is connected to. */
  enum Kind {
    FILE,
    /** A pipe or a socket: a write fails if its reader is gone. */
    PIPE,
    /** A terminal, or another character device. */
    TERMINAL
  }

  private final Kind kind;
  private final PrintWriter lines;
  private final PrintWriter printable;
  private @Nullable IOException failure;

  /**
   * Output to a stream.
   *
   * @param out where the bytes go; never closed
   */
  StandardOutput(OutputStream out, Kind kind) {
    this.kind = kind;
    Writer writer = new OutputStreamWriter(new CheckedStream(out), StandardCharsets.UTF_8);
    lines = new PrintWriter(writer);
    printable = new PrintWriter(Printable.writer(writer));
  }

  /** The output of this process. */
  static StandardOutput ofProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out), kindOfProcess());
  }

  /* The mode tells a terminal on standard output even if standard input is none. */
  private static Kind kindOfProcess() {
    try {
      int type = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode") & TYPE;
      return switch (type) {
        case FIFO, SOCKET -> Kind.PIPE;
        case CHARACTER_DEVICE -> Kind.TERMINAL;
        default -> Kind.FILE;
      };
    } catch (IOException | UnsupportedOperationException e) { // Windows
      return Progress.isTerminal() ? Kind.TERMINAL : Kind.FILE;
    }
  }

  /** For results and help: only printable characters, line feeds and tabs. */
  PrintWriter printable() {
    return printable;
  }

  /** For translations: as they are, but on a terminal printable. */
  PrintWriter text() {
    return kind == Kind.TERMINAL ? printable : lines;
  }

  /** Why a write failed; null if none has. */
  @Nullable IOException failure() {
    return failure;
  }

  /**
   * Whether the reader of a pipe has gone. The kind of file decides, because the message of the
   * exception is in the user's language; Windows tells no kind.
   */
  boolean isClosedPipe() {
    return failure != null
        && (kind == Kind.PIPE
            || String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe"));
  }

  /** A result could not be written. */
  static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private FailedException(IOException cause) {
      super("standard output: " + cause.getMessage(), cause);
    }
  }

  private final class CheckedStream extends OutputStream {
    private final OutputStream out;

    private CheckedStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      try {
        out.write(bytes, offset, length);
        out.flush();
      } catch (IOException e) {
        failure = e;
        throw new FailedException(e);
      }
    }
  }
}
