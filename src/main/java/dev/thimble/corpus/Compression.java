package dev.thimble.corpus;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * A compression format. It is detected by the first bytes of a file, not by its name. A file of
 * several concatenated streams is read to its end.
 *
 * @param format the name
 * @param artifact Maven coordinates of the library that decompresses it
 * @param opener opens a stream with that library
 * @param magicNumber pattern of the first bytes, in hexadecimal
 */
record Compression(String format, String artifact, Opener opener, Pattern magicNumber) {
  private static final int LONGEST_MAGIC_NUMBER = 10; // bytes

  private static final List<Compression> ALL =
      List.of(
          of("gzip", "java.base", GzipMembers::new, "1F8B"),
          of(
              "bzip2",
              "org.apache.commons:commons-compress",
              in -> Bzip2Library.open(in),
              "425A68..(314159265359|177245385090)"), // start of a block, or end of an empty file
          of("xz", "org.tukaani:xz", in -> XzLibrary.open(in), "FD377A585A00"),
          of(
              "Zstandard",
              "io.airlift:aircompressor",
              in -> ZstandardLibrary.open(in),
              "28B52FFD|5.2A4D18")); // a frame, or a skippable frame

  private static Compression of(String format, String artifact, Opener opener, String magicNumber) {
    return new Compression(format, artifact, opener, Pattern.compile(magicNumber));
  }

  /**
   * Detects the format of a stream; null if it is not compressed by a known one. Resets the stream.
   * Reads no more than needed, since a pipe may not have more bytes yet.
   */
  static @Nullable Compression of(BufferedInputStream in) throws IOException {
    in.mark(LONGEST_MAGIC_NUMBER);
    try {
      String seen = "";
      while (ALL.stream().anyMatch(new Start(seen)::mayBe)) {
        int next = in.read();
        if (next < 0) {
          return null;
        }
        seen += HexFormat.of().withUpperCase().toHexDigits((byte) next);
        Optional<Compression> found = ALL.stream().filter(new Start(seen)::is).findAny();
        if (found.isPresent()) {
          return found.get();
        }
      }
      return null;
    } finally {
      in.reset();
    }
  }

  /**
   * Decompresses a stream.
   *
   * @param name names the text in errors
   * @throws CorpusException if the library for the format is not on the class path
   */
  InputStream decompress(InputStream in, String name) throws IOException {
    try {
      return opener.open(in);
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      throw new CorpusException(
          name
              + " is compressed by "
              + format
              + "; to read it, put "
              + artifact
              + " on the class path");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(artifact + " cannot be used", e);
    }
  }

  /* The first bytes of a stream, in hexadecimal. */
  private record Start(String bytes) {
    boolean is(Compression format) {
      return format.magicNumber.matcher(bytes).matches();
    }

    /* Whether these bytes are a magic number or the beginning of one. */
    boolean mayBe(Compression format) {
      Matcher matcher = format.magicNumber.matcher(bytes);
      return matcher.matches() || matcher.hitEnd();
    }
  }

  /** Opens a stream of decompressed bytes. */
  @FunctionalInterface
  interface Opener {
    InputStream open(InputStream in) throws IOException, ReflectiveOperationException;
  }

  /* Each optional library is used by a separate class, and each class by a lambda instead of a
   * method reference, so that it is loaded only when a file needs it: a missing library does not
   * affect the others. */

  private static final class Bzip2Library {
    static InputStream open(InputStream in) throws IOException {
      return new SmallReads(new BZip2CompressorInputStream(new BufferedInputStream(in), true));
    }
  }

  private static final class XzLibrary {
    private static final int MOST_MEMORY = 128 << 10; // KiB; `xz -9` needs 65 MiB

    static InputStream open(InputStream in) throws IOException {
      return new XZInputStream(in, MOST_MEMORY);
    }
  }

  private static final class ZstandardLibrary {
    /* By reflection: the library's jar has no module name, so this module cannot require it. */
    static InputStream open(InputStream in) throws ReflectiveOperationException {
      return new SmallReads(
          Class.forName("io.airlift.compress.zstd.ZstdInputStream")
              .asSubclass(InputStream.class)
              .getConstructor(InputStream.class)
              .newInstance(in));
    }
  }

  /**
   * Passes on reads of at most 64 bytes. When these libraries find corrupt data during a read, the
   * bytes that the same read has already decompressed are lost; small reads lose few.
   */
  private static final class SmallReads extends FilterInputStream {
    private static final int MOST = 64;

    SmallReads(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return super.read(bytes, offset, Math.min(MOST, length));
    }
  }
}
