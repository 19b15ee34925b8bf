package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.corpus.TextLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ArrivingLinesTest {
  @Test
  void linesComeInOrderAndEnd() throws IOException {
    assertThat(readAll(arriving(text("a\nend\n\nb"), 2))).containsExactly("a", "end", "", "b");
  }

  @Test
  void afterTheEndNothingComes() throws IOException {
    ArrivingLines lines = arriving(text("a"), 2);
    readAll(lines);
    assertThat(lines.take()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        IOException.class,
        IllegalStateException.class,
        OutOfMemoryError.class,
        StackOverflowError.class
      })
  void failureReachesTheReaderAfterTheLines(Class<? extends Throwable> type) throws Exception {
    Throwable failure = type.getConstructor().newInstance();
    ArrivingLines lines = arriving(new Failing(text("a\nb\n"), failure), 8);
    List<String> read = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              while (read.addAll(lines.take())) {
                assertThat(read.size()).isLessThanOrEqualTo(2);
              }
            })
        .isSameAs(failure);
    assertThat(read).containsExactly("a", "b");
    assertThatThrownBy(lines::take).isSameAs(failure);
  }

  @Test
  void failureToOpenReachesTheReader() {
    OutOfMemoryError failure = new OutOfMemoryError();
    ArrivingLines lines =
        new ArrivingLines(
            () -> {
              throw failure;
            },
            2);
    assertThatThrownBy(lines::take).isSameAs(failure);
  }

  private static ArrivingLines arriving(InputStream in, int ahead) {
    return new ArrivingLines(() -> new TextLines(in, "test"), ahead);
  }

  private static List<String> readAll(ArrivingLines lines) throws IOException {
    List<String> all = new ArrayList<>();
    while (all.addAll(lines.take())) {
      // reads to the end
    }
    return all;
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A stream that fails at its end. */
  private static final class Failing extends InputStream {
    private final InputStream in;
    private final Throwable failure;

    Failing(InputStream in, Throwable failure) {
      this.in = in;
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count < 0) {
        if (failure instanceof Error error) {
          throw error;
        }
        if (failure instanceof RuntimeException runtime) {
          throw runtime;
        }
        throw (IOException) failure;
      }
      return count;
    }
  }
}
