package dev.thimble.corpus;

import dev.thimble.integrity.Sha256;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a UTF-8 text once, from start to end, so that pipes can be read too. Text
 * compressed by gzip, bzip2, xz or Zstandard is detected by its first bytes and decompressed. Only
 * a line feed ends a line; a carriage return before it is dropped. A byte-order mark at the start
 * is dropped. Errors are bytes that are not UTF-8, a NUL, a line of more than 16 MiB, and files of
 * other formats such as UTF-16, SGML or PDF. TMX and XLIFF are errors too, unless a {@link
 * BilingualText} specifies what to read of them. Owns the stream until closed. Not thread-safe.
 *
 * <p>xz needs {@code org.tukaani:xz} on the class path, Zstandard {@code io.airlift:aircompressor}.
 */
public final class TextLines implements AutoCloseable {
  /** Most bytes of a line. */
  static final int MOST_BYTES = 1 << 24;

  private final String name;
  private final Raw raw;
  private final @Nullable Compression compression;
  private final @Nullable BilingualText bilingual;
  private InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final byte[] buffer = new byte[1 << 16];
  private int position; // of the next byte in the buffer
  private int limit;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private boolean ended; // the last line was read, and it has no line feed
  private long number;

  /**
   * Reads a stream.
   *
   * @param stream closed with this
   * @param name names the text in errors
   * @throws CorpusException if the library for its compression format is not on the class path, or
   *     its compressed data is corrupt at the start
   * @throws IOException if the stream cannot be read
   */
  public TextLines(InputStream stream, String name) throws IOException {
    this(stream, name, null);
  }

  /**
   * Reads a stream that may be a bilingual file: TMX or XLIFF.
   *
   * @param stream closed with this
   * @param name names the text in errors
   * @param bilingual what to read of a bilingual file; if null, such a file is refused
   * @throws CorpusException as the other constructor does
   * @throws IOException if the stream cannot be read
   */
  public TextLines(InputStream stream, String name, @Nullable BilingualText bilingual)
      throws IOException {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(name, "name");
    this.name = name;
    this.bilingual = bilingual;
    BufferedInputStream buffered = new BufferedInputStream(stream, 1 << 16);
    compression = Compression.of(buffered);
    raw = new Raw(buffered, Sha256.digest());
    in = compression == null ? raw : decompressed(compression);
  }

  private InputStream decompressed(Compression format) throws IOException {
    try {
      return format.decompress(raw, name);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Opens a file or a pipe.
   *
   * @param file plain or compressed
   * @return the lines of the file; the caller closes them
   * @throws CorpusException if there is no such file, if it is a folder, or as the constructor does
   * @throws IOException if the file cannot be read
   */
  public static TextLines open(Path file) throws IOException {
    return open(file, null);
  }

  /**
   * Opens a file or a pipe that may be a bilingual file: TMX or XLIFF.
   *
   * @param file plain, compressed or bilingual
   * @param bilingual what to read of a bilingual file; if null, such a file is refused
   * @return the lines of the file; the caller closes them
   * @throws CorpusException as {@link #open(Path)} does
   * @throws IOException if the file cannot be read
   */
  public static TextLines open(Path file, @Nullable BilingualText bilingual) throws IOException {
    Objects.requireNonNull(file, "file");
    if (!Files.exists(file)) {
      throw new CorpusException(file + " does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new CorpusException(file + " is a folder, not a text file");
    }
    // a stream of Files.newInputStream queries its position, which fails for a pipe
    InputStream stream =
        Files.isRegularFile(file) ? Files.newInputStream(file) : new FileInputStream(file.toFile());
    try {
      return new TextLines(stream, file.toString(), bilingual);
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /**
   * Reads all lines of a file.
   *
   * @param file plain or compressed
   * @return the lines without their ends
   * @throws IOException if the file cannot be read
   */
  public static List<String> readAll(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    try (TextLines lines = open(file)) {
      return lines.readAll();
    }
  }

  /**
   * Reads the remaining lines.
   *
   * @return the lines without their ends
   * @throws IOException if the text cannot be read
   */
  public List<String> readAll() throws IOException {
    List<String> all = new ArrayList<>();
    for (String text = next(); text != null; text = next()) {
      all.add(text);
    }
    return all;
  }

  /**
   * Reads the next line, without its line end.
   *
   * @return the line; null after the last
   * @throws CorpusException if the line is not UTF-8 or too long, if compressed data is truncated
   *     or corrupt, or if the file is not plain text; the message names the file, the line, and the
   *     byte or the format
   * @throws IOException if the text cannot be read
   */
  public @Nullable String next() throws IOException {
    if (!takeLine()) {
      return null;
    }
    number++;
    byte[] bytes = line.toByteArray();
    int start = number == 1 && startsWithMark(bytes) ? 3 : 0;
    int end =
        bytes.length > start && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
    String text = decode(ByteBuffer.wrap(bytes, start, end - start));
    if (text.indexOf('\0') >= 0) {
      throw problem(
          number,
          "byte "
              + (nulAt(bytes) + 1)
              + " is a NUL (0x00), which is not text; convert UTF-16 by iconv -f UTF-16LE -t UTF-8,"
              + " or remove NULs by tr -d '\\000'");
    }
    if (number == 1 && ended && text.indexOf('\r') >= 0) {
      throw new CorpusException(
          name + " has carriage returns but no line feeds; convert its line ends: tr '\\r' '\\n'");
    }
    return text;
  }

  /**
   * {@return whether there is another line} Blocks until the first byte of the line arrives.
   *
   * @throws CorpusException if the file is damaged or not plain text, as {@link #next} does
   * @throws IOException if the text cannot be read
   */
  public boolean hasNext() throws IOException {
    return position < limit || fill();
  }

  /* Copies the bytes up to the next line feed into `line`; false at the end of the text. */
  private boolean takeLine() throws IOException {
    line.reset();
    boolean any = false;
    while (hasNext()) {
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, position, end - position);
      position = end + 1; // past the limit if the line continues
      if (line.size() > MOST_BYTES) {
        throw problem(
            number + 1,
            "more than "
                + MOST_BYTES
                + " bytes without a line feed; a file must have one sentence a line");
      }
      if (end < limit) {
        return true;
      }
    }
    ended = true;
    return any;
  }

  private boolean fill() throws IOException {
    boolean first = limit == 0 && number == 0;
    position = 0;
    limit = 0;
    try {
      limit = Math.max(0, in.read(buffer));
    } catch (IOException e) {
      throw unreadable(e);
    } catch (CorpusException e) {
      throw e;
    } catch (RuntimeException e) {
      throw compression == null ? e : damaged(e); // some libraries report corrupt data so
    }
    ByteBuffer start = ByteBuffer.wrap(buffer, 0, limit);
    BilingualFormat format = first && bilingual != null ? BilingualFormat.of(start) : null;
    if (format != null && bilingual != null) {
      InputStream read = new ByteArrayInputStream(Arrays.copyOf(buffer, limit));
      in = format.lines(new SequenceInputStream(read, in), name, bilingual);
      limit = Math.max(0, in.read(buffer));
      return limit > 0;
    }
    ForeignFormat other = first ? ForeignFormat.of(start) : null;
    if (other != null) {
      throw new CorpusException(
          name + " is " + other.what() + ", not plain text in UTF-8; " + other.advice());
    }
    return limit > 0;
  }

  /** {@return the name of the text, used in errors} */
  public String name() {
    return name;
  }

  /** {@return the number of the line that was read last, from 1; 0 before the first} */
  public long number() {
    return number;
  }

  /** {@return the number of bytes read so far, before decompression} */
  public long bytes() {
    return raw.bytes;
  }

  /**
   * {@return the SHA-256 of the bytes read so far, before decompression, in hexadecimal} Call it
   * once, after the last line.
   */
  public String digest() {
    return HexFormat.of().formatHex(raw.getMessageDigest().digest());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private String decode(ByteBuffer bytes) {
    CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
    decoder.reset();
    CoderResult result = decoder.decode(bytes, text, true);
    if (result.isError()) {
      throw problem(
          number,
          String.format(
              Locale.ROOT,
              "byte %d (0x%02X) is not UTF-8; convert the file to UTF-8: iconv -f ENCODING -t UTF-8"
                  + " (old files in Western European languages are mostly WINDOWS-1252)",
              bytes.position() + 1,
              bytes.get(bytes.position())));
    }
    decoder.flush(text);
    return text.flip().toString();
  }

  /* Tells a failure of reading, which is returned, from one of decompression, which is thrown as
   * corrupt data. */
  private IOException unreadable(IOException e) {
    if (compression == null || raw.failure != null) {
      return e;
    }
    throw damaged(e);
  }

  private CorpusException damaged(Exception e) {
    return problem(
        number + 1,
        "the "
            + compression.format()
            + " data is cut off or damaged, or of an unsupported variant ("
            + e.getMessage()
            + "); create the file again, or decompress it first");
  }

  private CorpusException problem(long line, String what) {
    return new CorpusException(name + ", line " + line + ": " + what);
  }

  private static int nulAt(byte[] bytes) {
    int at = 0;
    while (bytes[at] != 0) {
      at++;
    }
    return at;
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  /** The bytes of the file, before decompression, counted; remembers a failure to read them. */
  private static final class Raw extends DigestInputStream {
    private @Nullable IOException failure;
    private long bytes;

    Raw(InputStream stream, MessageDigest digest) {
      super(stream, digest);
    }

    @Override
    public int read() throws IOException {
      try {
        int value = super.read();
        bytes += value < 0 ? 0 : 1;
        return value;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        int count = super.read(bytes, offset, length);
        this.bytes += Math.max(0, count);
        return count;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
