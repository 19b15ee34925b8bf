package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {
  @TempDir private Path folder;

  @Test
  void hasNextDoesNotReadTheLine() throws IOException {
    try (TextLines lines = TextLines.open(write("a\n\n".getBytes(StandardCharsets.UTF_8)))) {
      assertThat(lines.hasNext()).isTrue();
      assertThat(lines.readAll()).containsExactly("a", "");
      assertThat(lines.hasNext()).isFalse();
    }
  }

  @Test
  void onlyLineFeedsEndLines() throws IOException {
    Path file = write("a\u2028b\u0085c\r\nd\re\n\nlast".getBytes(StandardCharsets.UTF_8));
    assertThat(TextLines.readAll(file)).containsExactly("a\u2028b\u0085c", "d\re", "", "last");
  }

  @Test
  void lastLineMayLackItsEnd() throws IOException {
    assertThat(TextLines.readAll(write("a\nb\n".getBytes(StandardCharsets.UTF_8))))
        .containsExactly("a", "b");
    assertThat(TextLines.readAll(write(new byte[0]))).isEmpty();
    assertThat(TextLines.readAll(write(new byte[] {'x'}))).containsExactly("x");
  }

  @Test
  void byteOrderMarkIsDroppedAtTheStartOnly() throws IOException {
    assertThat(TextLines.readAll(write("\uFEFFa\n\uFEFFb".getBytes(StandardCharsets.UTF_8))))
        .containsExactly("a", "\uFEFFb");
  }

  @Test
  void fileOfNothingButAMarkHasOneBlankLine() throws IOException {
    assertThat(TextLines.readAll(write("\uFEFF".getBytes(StandardCharsets.UTF_8))))
        .containsExactly("");
  }

  @Test
  void carriageReturnAtTheStartCountsToo() throws IOException {
    Path file = write("\ra".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> TextLines.readAll(file))
        .hasMessageContaining("has carriage returns but no line feeds");
  }

  @Test
  void closingClosesTheStream() throws IOException {
    for (byte[] bytes : List.of(new byte[] {'a'}, gzip("a"))) {
      ClosedStream stream = new ClosedStream(bytes);
      new TextLines(stream, "x").close();
      assertThat(stream.closed).isTrue();
    }
  }

  private static final class ClosedStream extends ByteArrayInputStream {
    private boolean closed;

    ClosedStream(byte[] bytes) {
      super(bytes);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void gzipStreamEndsWithItsLastMember() throws IOException {
    byte[] member = gzip("a");
    GzipMembers in = new GzipMembers(new ByteArrayInputStream(member));
    byte[] read = new byte[8];
    assertThat(in.read(read, 0, 0)).isZero();
    assertThat(in.read(read, 0, 8)).isEqualTo(1);
    assertThat(in.read(read, 0, 8)).isEqualTo(-1);
    GzipMembers padded =
        new GzipMembers(new ByteArrayInputStream(Arrays.copyOf(member, member.length + 1)));
    assertThat(padded.read(read, 0, 8)).isEqualTo(1);
    assertThatThrownBy(() -> padded.read(read, 0, 8))
        .isInstanceOf(ZipException.class)
        .hasMessage("other bytes follow the gzip data");
  }

  @Test
  void gzipIsDetectedByItsBytes() throws IOException {
    assertThat(TextLines.readAll(write(gzip("été\n")))).containsExactly("été");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 200})
  void truncatedGzipFileIsNamedWithTheLine(int kept) throws IOException {
    String lines = IntStream.range(0, 500).mapToObj(i -> i + "\n").collect(Collectors.joining());
    Path file = write(Arrays.copyOf(gzip(lines), kept));
    assertThatThrownBy(() -> TextLines.readAll(file))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("x.txt, line ")
        .hasMessageContaining("cut off or damaged");
  }

  @Test
  void badByteIsNamedWithFileLineAndPosition() throws IOException {
    Path file = write(new byte[] {'a', '\n', 'b', (byte) 0xE9, 'c', '\n'});
    assertThatThrownBy(() -> TextLines.readAll(file))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("x.txt, line 2")
        .hasMessageContaining("byte 2 (0xE9)")
        .hasMessageContaining("UTF-8");
  }

  @Test
  void missingFileAndFolderAreNamed() {
    assertThatThrownBy(() -> TextLines.open(folder.resolve("none")))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("none does not exist");
    assertThatThrownBy(() -> TextLines.open(folder))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("folder");
  }

  @Test
  void tooLongLineIsRefusedWithTheBound() throws IOException {
    byte[] longest = new byte[TextLines.MOST_BYTES + 1];
    Arrays.fill(longest, (byte) 'x');
    longest[TextLines.MOST_BYTES] = '\n';
    assertThat(TextLines.readAll(write(longest)).get(0)).hasSize(TextLines.MOST_BYTES);
    longest[TextLines.MOST_BYTES] = 'x';
    Path tooLong = write(longest);
    assertThatThrownBy(() -> TextLines.readAll(tooLong))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("x.txt, line 1: more than 16777216 bytes without a line feed");
  }

  @Test
  void carriageReturnsInsteadOfLineFeedsAreNamed() throws IOException {
    Path file = write("a\rb\rc\r".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> TextLines.readAll(file))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("x.txt has carriage returns but no line feed")
        .hasMessageEndingWith("tr '\\r' '\\n'");
    assertThat(TextLines.readAll(write("a\rb\n".getBytes(StandardCharsets.UTF_8))))
        .containsExactly("a\rb");
    assertThat(TextLines.readAll(write("a\r".getBytes(StandardCharsets.UTF_8))))
        .containsExactly("a");
    assertThat(TextLines.readAll(write("a\nb\rc".getBytes(StandardCharsets.UTF_8))))
        .containsExactly("a", "b\rc");
  }

  @Test
  void failureToReadIsNotReportedAsCorruptData() throws IOException {
    IOException failure = new IOException("disk");
    for (String start : List.of("plain", "\u001F\u008B\b")) {
      byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
      InputStream failing =
          new SequenceInputStream(
              new ByteArrayInputStream(bytes),
              new InputStream() {
                @Override
                public int read() throws IOException {
                  throw failure;
                }

                @Override
                public int read(byte[] to, int offset, int length) throws IOException {
                  throw failure;
                }
              });
      TextLines lines = new TextLines(failing, "x");
      assertThatThrownBy(lines::next).isSameAs(failure);
    }
  }

  static List<String> all(InputStream stream) throws IOException {
    try (TextLines lines = new TextLines(stream, "x")) {
      return lines.readAll();
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no named pipes in folders")
  void pipeIsReadToItsEnd() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process writer = new ProcessBuilder("sh", "-c", "printf 'a\\nb\\n' > '" + pipe + "'").start();
    assertThat(TextLines.readAll(pipe)).containsExactly("a", "b");
    assertThat(writer.waitFor()).isZero();
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.txt"), bytes);
  }
}
