package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A failure that no command expects is a message and exit code 1. */
final class FailureTest {
  private record Result(int code, String err) {}

  @Test
  void errorIsAMessageWithoutAStackTrace() {
    assertThat(failing(() -> new NoClassDefFoundError("ai/Missing"), "--version"))
        .isEqualTo(
            new Result(
                1,
                "thimble: java.lang.NoClassDefFoundError: ai/Missing (run with --verbose for the"
                    + " stack trace)\n"));
  }

  @Test
  void verboseAddsTheStackTrace() {
    assertThat(failing(() -> new StackOverflowError("deep"), "--verbose", "info", "--help"))
        .matches(result -> result.code() == 1)
        .extracting(Result::err)
        .asString()
        .startsWith("thimble: java.lang.StackOverflowError: deep (")
        .contains("\tat ");
  }

  @Test
  void fullHeapNamesTheSizeOfTheHeap() {
    assertThat(failing(() -> new OutOfMemoryError("Java heap space"), "--version").err())
        .startsWith("thimble: out of memory (Java heap space); the Java heap holds at most ")
        .endsWith(" MB; java -Xmx raises the limit\n");
  }

  /* Runs a command whose standard output throws the error. */
  private static Result failing(Supplier<Error> error, String... arguments) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw error.get();
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            throw error.get();
          }
        };
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int code = Thimble.run(new StandardOutput(out, StreamKind.FILE), arguments);
      return new Result(code, err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }
}
