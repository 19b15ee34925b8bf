package dev.thimble.corpus;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file format that is not plain UTF-8 text, but that users often pass as text.
 *
 * @param what a file of this format is, with its article
 * @param advice how to convert such a file
 */
record ForeignFormat(String what, String advice) {
  private static final int EXAMINED = 4096; // bytes
  private static final int TAR_MAGIC_NUMBER_AT = 257;

  /** This many NULs, all at odd or all at even positions, mean UTF-16. */
  private static final int NULS_OF_UTF16 = 8;

  private static final String TO_TEXT = "save it as plain text in UTF-8, one sentence a line";
  private static final String TO_ALIGNED =
      "it can be read where one file has both sides, as a TSV file has; else export its two languages"
          + " to two plain text files, where line n of one translates line n of the other";
  private static final String UNPACK = "unpack it first";

  /** Formats by their first bytes, in ISO-8859-1. A magic number comes before its prefixes. */
  private static final List<MagicNumber> MAGIC_NUMBERS =
      List.of(
          new MagicNumber("\u00FF\u00FE\0\0", unicode("UTF-32")),
          new MagicNumber("\0\0\u00FE\u00FF", unicode("UTF-32")),
          new MagicNumber("\u00FF\u00FE", unicode("UTF-16")),
          new MagicNumber("\u00FE\u00FF", unicode("UTF-16")),
          new MagicNumber("%PDF-", new ForeignFormat("a PDF file", TO_TEXT)),
          new MagicNumber("{\\rtf", new ForeignFormat("an RTF file", TO_TEXT)),
          new MagicNumber(
              "\u00D0\u00CF\u0011\u00E0", new ForeignFormat("an old Office file (DOC)", TO_TEXT)),
          new MagicNumber("7z\u00BC\u00AF'\u001C", new ForeignFormat("a 7z archive", UNPACK)),
          new MagicNumber("Rar!\u001A\u0007", new ForeignFormat("a RAR archive", UNPACK)),
          new MagicNumber("\u0004\"M\u0018", new ForeignFormat("an LZ4 file", UNPACK)),
          new MagicNumber("\u001F\u009D", new ForeignFormat("a file of compress (.Z)", UNPACK)));

  private static final Pattern XML = Pattern.compile("<\\?xml\\s", Pattern.CASE_INSENSITIVE);
  private static final Pattern ELEMENT =
      Pattern.compile(
          "<(?:!doctype\\s+)?(tmx|xliff|tbx|martif|html|mteval|srcset|refset|tstset|dataset|doc)(?=[\\s>])",
          Pattern.CASE_INSENSITIVE);

  /**
   * Detects the format of a file; null if the file may be plain text.
   *
   * @param start the first bytes of the file
   */
  static @Nullable ForeignFormat of(ByteBuffer start) {
    byte[] bytes = new byte[Math.min(EXAMINED, start.remaining())];
    start.duplicate().get(bytes);
    String head = new String(bytes, StandardCharsets.ISO_8859_1);
    for (MagicNumber magicNumber : MAGIC_NUMBERS) {
      if (head.startsWith(magicNumber.start())) {
        return magicNumber.format();
      }
    }
    if (head.startsWith("PK\u0003\u0004")) {
      return zip(head);
    }
    if (head.startsWith("ustar", TAR_MAGIC_NUMBER_AT)) {
      return new ForeignFormat("a tar archive", UNPACK);
    }
    ForeignFormat markup = markup(head.startsWith("\u00EF\u00BB\u00BF") ? head.substring(3) : head);
    return markup == null ? wide(bytes) : markup;
  }

  private static ForeignFormat zip(String head) {
    if (head.contains("word/") || head.contains("[Content_Types].xml")) {
      return new ForeignFormat("an Office file (DOCX, XLSX, PPTX)", TO_TEXT);
    }
    return head.contains("application/vnd.oasis.opendocument")
        ? new ForeignFormat("an OpenDocument file", TO_TEXT)
        : new ForeignFormat("a ZIP archive", UNPACK);
  }

  /* Plain text may begin with '<', so that only an XML declaration or the root element of a known
   * format counts. */
  private static @Nullable ForeignFormat markup(String head) {
    boolean xml = XML.matcher(head).lookingAt();
    Matcher element = ELEMENT.matcher(head);
    if (xml ? !element.find() : !element.lookingAt()) {
      return xml ? new ForeignFormat("an XML file", TO_TEXT) : null;
    }
    return switch (element.group(1).toLowerCase(Locale.ROOT)) {
      case "tmx" -> new ForeignFormat("a TMX file (translation memory)", TO_ALIGNED);
      case "xliff" -> new ForeignFormat("an XLIFF file", TO_ALIGNED);
      case "tbx", "martif" -> new ForeignFormat("a TBX file (terms)", TO_ALIGNED);
      case "html" -> new ForeignFormat("an HTML file", TO_TEXT);
      default ->
          new ForeignFormat(
              "a test set in SGML or XML", "write the text of its segments (<seg>) one a line");
    };
  }

  /* Detects UTF-16 and UTF-32 without a byte-order mark by the positions of NULs. */
  private static @Nullable ForeignFormat wide(byte[] bytes) {
    int[] nuls = new int[4];
    for (int i = 0; i < bytes.length; i++) {
      nuls[i % 4] += bytes[i] == 0 ? 1 : 0;
    }
    int even = nuls[0] + nuls[2];
    int odd = nuls[1] + nuls[3];
    if (even + odd >= bytes.length / 2 + 1 && nuls[1] > 0 && nuls[2] > 0) {
      return nuls[0] == 0 ? unicode("UTF-32LE") : nuls[3] == 0 ? unicode("UTF-32BE") : null;
    }
    boolean many = even + odd >= NULS_OF_UTF16 || 4 * (even + odd) >= bytes.length;
    if (even + odd == 0 || even * odd > 0 || !(many || isNoUtf8(bytes))) {
      return null;
    }
    return unicode(odd > 0 ? "UTF-16LE" : "UTF-16BE");
  }

  /* An incomplete character at the end of the bytes is no error. */
  private static boolean isNoUtf8(byte[] bytes) {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), false)
        .isError();
  }

  private static ForeignFormat unicode(String encoding) {
    return new ForeignFormat(
        encoding + " text", "convert it: iconv -f " + encoding + " -t UTF-8 FILE");
  }

  private record MagicNumber(String start, ForeignFormat format) {}
}
