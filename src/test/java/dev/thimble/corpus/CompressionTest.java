package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CompressionTest {
  private enum Format {
    GZIP("gzip"),
    BZIP2("bzip2"),
    XZ("xz"),
    ZSTANDARD("Zstandard");

    private final String text;

    Format(String text) {
      this.text = text;
    }

    byte[] compress(String content) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream out =
          switch (this) {
            case GZIP -> new GZIPOutputStream(bytes);
            case BZIP2 -> new BZip2CompressorOutputStream(bytes, 1);
            case XZ -> new XZOutputStream(bytes, new LZMA2Options());
            case ZSTANDARD -> new ZstdOutputStream(bytes);
          }) {
        out.write(content.getBytes(StandardCharsets.UTF_8));
      }
      return bytes.toByteArray();
    }
  }

  @ParameterizedTest
  @EnumSource
  void formatIsDetectedByItsBytes(Format format) throws IOException {
    assertThat(lines(format.compress("été\nhiver\n"))).containsExactly("été", "hiver");
    assertThat(lines(format.compress(""))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void concatenatedStreamsAreOneText(Format format) throws IOException {
    byte[] both = joined(format.compress("a\nb"), format.compress("c\nd\n"));
    assertThat(lines(both)).containsExactly("a", "bc", "d");
    assertThat(TextLinesTest.all(new Trickle(both))).containsExactly("a", "bc", "d");
  }

  @ParameterizedTest
  @EnumSource
  void digestIsOfTheCompressedFile(Format format) throws IOException {
    byte[] bytes = joined(format.compress("a\n"), format.compress("b\n"));
    try (TextLines lines = new TextLines(new ByteArrayInputStream(bytes), "x")) {
      assertThat(lines.readAll()).hasSize(2);
      assertThat(lines.digest())
          .isEqualTo(HexFormat.of().formatHex(TextLinesTest.sha256().digest(bytes)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void corruptDataIsReportedWithTheFormat(Format format) throws IOException {
    byte[] bytes = format.compress(numbers(3000));
    // bzip2 detects corrupt data only by its checksums, which follow the text
    bytes[format == Format.BZIP2 ? 12 : bytes.length / 2] ^= 0x55;
    assertThatThrownBy(() -> lines(bytes))
        .isInstanceOf(CorpusException.class)
        .hasMessageMatching(
            "x, line \\d+: the " + format.text + " data is cut off or damaged, or .*");
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationIsReported(Format format) throws IOException {
    byte[] bytes = format.compress("first\nsecond\n");
    for (int length = 10; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> lines(cut))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(CorpusException.class)
          .hasMessageContaining("cut off or damaged");
    }
  }

  @Test
  void corruptDataIsReportedAtTheFirstIncompleteLine() throws IOException {
    String text = "a\nbb\nccc\n";
    byte[] whole = Format.GZIP.compress(text);
    byte[] wrongChecksum = whole.clone();
    wrongChecksum[whole.length - 8] ^= 1;
    assertThatThrownBy(() -> lines(wrongChecksum))
        .hasMessageStartingWith("x, line 4: the gzip data")
        .hasMessageContaining("its checksum differs");
    byte[] wrongLength = whole.clone();
    wrongLength[whole.length - 1] ^= 1;
    assertThatThrownBy(() -> lines(wrongLength)).hasMessageStartingWith("x, line 4: the gzip data");
    assertThatThrownBy(() -> lines(joined(whole, new byte[] {0x1F})))
        .hasMessageStartingWith("x, line 4: the gzip data")
        .hasMessageContaining("unexpected end");
    assertThatThrownBy(
            () ->
                lines(
                    joined(Format.GZIP.compress("a\nb"), "rest".getBytes(StandardCharsets.UTF_8))))
        .hasMessageStartingWith("x, line 2: the gzip data")
        .hasMessageContaining("other bytes follow");
  }

  @ParameterizedTest
  @CsvSource({"BZIP2, 2000", "XZ, 3000", "ZSTANDARD, 8000"})
  void linesBeforeCorruptDataInTheSecondStreamAreRead(Format format, int count) throws IOException {
    byte[] second = format.compress("more\n");
    second[second.length / 2] ^= 0x55;
    byte[] bytes = joined(format.compress(numbers(count)), second);
    TextLines lines = new TextLines(new ByteArrayInputStream(bytes), "x");
    assertThatThrownBy(lines::readAll).isInstanceOf(CorpusException.class);
    // the last 64 bytes may be lost, at five a line
    assertThat(lines.number()).isBetween(count - 13L, (long) count);
  }

  @Test
  void gzipHeaderMayHaveNameCommentExtraFieldAndChecksum() throws IOException {
    byte[] plain = Format.GZIP.compress("text\n");
    byte[] header =
        HexFormat.of()
            .parseHex(
                "1f8b081e000000000003" + "0300" + "00ff8b" + "6e616d6500" + "636f00" + "1234");
    byte[] bytes = joined(header, Arrays.copyOfRange(plain, 10, plain.length));
    assertThat(lines(bytes)).containsExactly("text");
    assertThat(lines(joined(plain, bytes))).containsExactly("text", "text");
    bytes[2] = 7;
    assertThatThrownBy(() -> lines(bytes)).hasMessageContaining("cut off or damaged");
  }

  @Test
  void longExtraFieldIsSkipped() throws IOException {
    byte[] plain = Format.GZIP.compress("text\n");
    byte[] header = HexFormat.of().parseHex("1f8b080400000000000301" + "01");
    byte[] bytes = joined(header, new byte[257], Arrays.copyOfRange(plain, 10, plain.length));
    assertThat(lines(bytes)).containsExactly("text");
  }

  @Test
  void textThatBeginsLikeAMagicNumberIsText() throws IOException {
    for (String text : List.of("BZh", "BZh91AY&S", "P*M", "(", "(\u00B5", "B", "5")) {
      assertThat(lines(text.getBytes(StandardCharsets.UTF_8))).containsExactly(text);
    }
  }

  @Test
  void detectionReadsNoByteTooMany() throws IOException {
    InputStream pipe =
        new FilterInputStream(new ByteArrayInputStream("BZ\n".getBytes(StandardCharsets.UTF_8))) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            if (in.available() == 0) {
              throw new IOException("would wait");
            }
            return super.read(bytes, offset, length);
          }
        };
    assertThat(Compression.of(new BufferedInputStream(pipe))).isNull();
  }

  @Test
  void missingLibraryIsNamedAndOtherFormatsWork() throws Exception {
    ClassLoader without = new WithoutXzAndZstandard();
    assertThatThrownBy(() -> count(without, Format.XZ.compress("a\n")))
        .hasRootCauseMessage(
            "x is compressed by xz; to read it, put org.tukaani:xz on the class path");
    assertThatThrownBy(() -> count(without, Format.ZSTANDARD.compress("a\n")))
        .hasRootCauseMessage(
            "x is compressed by Zstandard; to read it, put io.airlift:aircompressor on the class path");
    assertThat(count(without, Format.GZIP.compress("a\nb\n"))).isEqualTo(2);
    assertThat(count(without, Format.BZIP2.compress("a\nb\n"))).isEqualTo(2);
    assertThat(count(without, "a\nb\n".getBytes(StandardCharsets.UTF_8))).isEqualTo(2);
  }

  @Test
  void noMutationOfZstandardDataCrashes() throws IOException {
    Random random = new Random(1);
    byte[] whole = Format.ZSTANDARD.compress(numbers(2000));
    for (int i = 0; i < 500; i++) {
      byte[] bytes = whole.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
      }
      try {
        lines(bytes);
      } catch (CorpusException e) {
        assertThat(e).hasMessageStartingWith("x");
      }
    }
  }

  private static int count(ClassLoader loader, byte[] bytes) throws Exception {
    Class<?> type = loader.loadClass(TextLines.class.getName());
    Object lines =
        type.getConstructor(InputStream.class, String.class)
            .newInstance(new ByteArrayInputStream(bytes), "x");
    return ((List<?>) type.getMethod("readAll").invoke(lines)).size();
  }

  private static String numbers(int count) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, count).forEach(i -> text.append(1000 + (i * 7919) % 9000).append('\n'));
    return text.toString();
  }

  private static List<String> lines(byte[] bytes) throws IOException {
    return TextLinesTest.all(new ByteArrayInputStream(bytes));
  }

  private static byte[] joined(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return all.toByteArray();
  }

  /** A stream like a pipe: reads return a few bytes, and available() is 0. */
  private static final class Trickle extends FilterInputStream {
    Trickle(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return super.read(bytes, offset, Math.min(3, length));
    }

    @Override
    public int available() {
      return 0;
    }
  }

  /** Loads the package again without two of the libraries. */
  private static final class WithoutXzAndZstandard extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.tukaani.") || name.startsWith("io.airlift.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("dev.thimble.corpus.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      String resource = name.replace('.', '/') + ".class";
      try (InputStream in = CompressionTest.class.getClassLoader().getResourceAsStream(resource)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
