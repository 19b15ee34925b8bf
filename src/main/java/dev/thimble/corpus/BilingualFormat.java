package dev.thimble.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A format of bilingual files. It is detected by the first bytes of a file. */
enum BilingualFormat {
  TMX,
  XLIFF;

  private static final int EXAMINED = 4096; // bytes
  private static final Pattern ROOT = Pattern.compile("<(?:[A-Za-z0-9]+:)?(tmx|xliff)(?=[\\s/>])");

  /** The texts of a file, one after another. */
  @FunctionalInterface
  interface Units {
    /** The next unit that has both texts; null after the last. */
    @Nullable Unit next();
  }

  /** The texts of a unit, not blank. */
  record Unit(String source, String target) {}

  /**
   * Detects the format of a file in any encoding; null if it is of none.
   *
   * @param start the first bytes of the file
   */
  static @Nullable BilingualFormat of(ByteBuffer start) {
    byte[] bytes = new byte[Math.min(EXAMINED, start.remaining())];
    start.duplicate().get(bytes);
    // without the NULs and the byte-order marks of UTF-16 and UTF-8
    String head =
        new String(bytes, StandardCharsets.ISO_8859_1)
            .replaceAll("[\\x00\\xFE\\xFF\\xEF\\xBB\\xBF]", "");
    if (!head.startsWith("<")) {
      return null;
    }
    Matcher root = ROOT.matcher(head);
    return root.find() && (head.startsWith("<?xml") || root.start() == 0)
        ? valueOf(root.group(1).toUpperCase(Locale.ROOT))
        : null;
  }

  /**
   * The lines of a file in UTF-8, each ended by a line feed.
   *
   * @param in the file; it is read to its end, not closed
   * @param name names the file in errors
   */
  InputStream lines(InputStream in, String name, BilingualText text) {
    XmlCursor cursor = new XmlCursor(in, name);
    Units units =
        this == TMX
            ? new TmxUnits(cursor, text.languages())
            : new XliffUnits(cursor, text.languages());
    return new Lines(units, in, text);
  }

  private static final class Lines extends InputStream {
    private final Units units;
    private final InputStream in;
    private final BilingualText text;
    private ByteBuffer line = ByteBuffer.allocate(0);
    private boolean ended;

    Lines(Units units, InputStream in, BilingualText text) {
      this.units = units;
      this.in = in;
      this.text = text;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (!line.hasRemaining() && !nextLine()) {
        return -1;
      }
      int count = Math.min(length, line.remaining());
      line.get(bytes, offset, count);
      return count;
    }

    private boolean nextLine() throws IOException {
      Unit unit = ended ? null : units.next();
      if (unit == null) {
        if (!ended) {
          in.transferTo(OutputStream.nullOutputStream()); // so that its hash is that of all bytes
        }
        ended = true;
        return false;
      }
      String joined = text.line(unit.source(), unit.target()) + "\n";
      line = ByteBuffer.wrap(joined.getBytes(StandardCharsets.UTF_8));
      return true;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
