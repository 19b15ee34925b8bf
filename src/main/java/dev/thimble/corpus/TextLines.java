package dev.thimble.corpus;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
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
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Lines of strict UTF-8, gzipped or not. A line ends at a line feed, with a carriage return before
 * it taken off; nothing else ends one. A byte-order mark at the start is dropped. For one thread;
 * owns the stream until closed.
 */
public final class TextLines implements AutoCloseable {
  private static final int GZIP_MAGIC = 0x1F8B;

  private final String name;
  private final DigestInputStream raw;
  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final byte[] buffer = new byte[1 << 16];
  private int position; // of the first byte in the buffer that was not read yet
  private int limit;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private long number;

  /**
   * Lines of a stream.
   *
   * @param name what to call it in errors
   */
  public TextLines(InputStream stream, String name) throws IOException {
    this.name = name;
    BufferedInputStream buffered = new BufferedInputStream(stream, 1 << 16);
    buffered.mark(2);
    int first = buffered.read();
    int magic = (first << 8) | buffered.read();
    buffered.reset();
    raw = new DigestInputStream(buffered, sha256());
    in = magic == GZIP_MAGIC ? inflated() : raw;
  }

  private InputStream inflated() throws IOException {
    try {
      return new GZIPInputStream(raw, 1 << 16);
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
  }

  /** Lines of a file. */
  public static TextLines open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new CorpusException(file + " does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new CorpusException(file + " is a folder, not a text file");
    }
    return new TextLines(Files.newInputStream(file), file.toString());
  }

  /** All lines of a file. */
  public static List<String> readAll(Path file) throws IOException {
    try (TextLines lines = open(file)) {
      List<String> all = new ArrayList<>();
      for (String text = lines.next(); text != null; text = lines.next()) {
        all.add(text);
      }
      return all;
    }
  }

  /**
   * The next line without its end, or null after the last.
   *
   * @throws CorpusException if it is not UTF-8, naming file, line and byte, or if a gzipped file is
   *     cut off or damaged
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
    return decode(ByteBuffer.wrap(bytes, start, end - start));
  }

  /* Puts the bytes up to the next line feed into `line`; false if none are left. */
  private boolean takeLine() throws IOException {
    line.reset();
    boolean any = false;
    while (position < limit || fill()) {
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, position, end - position);
      position = end + 1; // beyond the limit if the line goes on
      if (end < limit) {
        break;
      }
    }
    return any;
  }

  private boolean fill() throws IOException {
    position = 0;
    try {
      limit = in.read(buffer);
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
    return limit > 0;
  }

  /** Number of the line that was read last, from 1. */
  public long number() {
    return number;
  }

  /**
   * SHA-256 of the bytes read so far, as they stand in the file; in hexadecimal. To be asked after
   * the last line.
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
      throw new CorpusException(
          String.format(
              Locale.ROOT,
              "%s, line %d: byte %d (0x%02X) is not UTF-8; convert the file to UTF-8",
              name,
              number,
              bytes.position() + 1,
              bytes.get(bytes.position())));
    }
    decoder.flush(text);
    return text.flip().toString();
  }

  private CorpusException damaged(IOException e) {
    return new CorpusException(
        String.format(
            Locale.ROOT,
            "%s, line %d: the gzip file is cut off or damaged (%s); make it anew",
            name,
            number + 1,
            e.getMessage()));
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
