package dev.thimble.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output of a command, in UTF-8. A write that fails throws {@link FailedException}, which
 * is unchecked because {@link PrintWriter} would hide an {@link IOException}; so a command ends at
 * the first result that it cannot write. For one thread.
 */
final class StandardOutput {
  private final StreamKind kind;
  private final PrintWriter lines;
  private final PrintWriter printable;
  private @Nullable IOException failure;

  /**
   * Output to a given stream.
   *
   * @param out receives the bytes; never closed
   */
  StandardOutput(OutputStream out, StreamKind kind) {
    this.kind = kind;
    Writer writer = new OutputStreamWriter(new CheckedStream(out), StandardCharsets.UTF_8);
    lines = new PrintWriter(writer);
    printable = new PrintWriter(Printable.writer(writer));
  }

  /** The output of this process. */
  static StandardOutput ofProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out), StreamKind.ofOutput());
  }

  /** For results and help: only printable characters, line feeds and tabs. */
  PrintWriter printable() {
    return printable;
  }

  /** For translations: unchanged, or on a terminal {@link #printable}. */
  PrintWriter text() {
    return kind == StreamKind.TERMINAL ? printable : lines;
  }

  /** Why a write failed; null if none has. */
  @Nullable IOException failure() {
    return failure;
  }

  /**
   * Whether the reader of a pipe is gone. The kind of the stream decides, since the message of the
   * exception is localized; only on Windows, where the kind is unknown, the message decides.
   */
  boolean isClosedPipe() {
    return failure != null
        && (kind == StreamKind.PIPE
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
