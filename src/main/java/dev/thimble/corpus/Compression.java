package dev.thimble.corpus;

import io.airlift.compress.zstd.ZstdInputStream;
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
 * A format of compressed text, recognized by its first bytes, whatever the file's name. A file of
 * several streams, one after the other, is read to its end.
 *
 * @param format its name
 * @param artifact of the library that reads it
 * @param opener of that library
 * @param signature pattern of the first bytes, in hexadecimal
 */
record Compression(String format, String artifact, Opener opener, Pattern signature) {
  private static final int LONGEST_SIGNATURE = 10;

  private static final List<Compression> ALL =
      List.of(
          of("gzip", "java.base", GzipMembers::new, "1F8B"),
          of(
              "bzip2",
              "org.apache.commons:commons-compress",
              in -> Bzip2Library.open(in),
              "425A68..(314159265359|177245385090)"), // a block, or the end of an empty file
          of("xz", "org.tukaani:xz", in -> XzLibrary.open(in), "FD377A585A00"),
          of(
              "Zstandard",
              "io.airlift:aircompressor",
              in -> ZstandardLibrary.open(in),
              "28B52FFD|5.2A4D18")); // a frame, or one to skip

  private static Compression of(String format, String artifact, Opener opener, String signature) {
    return new Compression(format, artifact, opener, Pattern.compile(signature));
  }

  /**
   * The format that a stream begins with, or null if that is none of these. Puts back what it
   * reads, and reads no more than it needs, since a pipe may not have more yet.
   */
  static @Nullable Compression of(BufferedInputStream in) throws IOException {
    in.mark(LONGEST_SIGNATURE);
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
   * @param name of the text, for errors
   * @throws CorpusException if the library for it is not on the class path
   */
  InputStream decompress(InputStream in, String name) throws IOException {
    try {
      return opener.open(in);
    } catch (NoClassDefFoundError e) {
      throw new CorpusException(
          name
              + " is compressed by "
              + format
              + "; to read it, put "
              + artifact
              + " on the class path");
    }
  }

  /* The first bytes of a stream, in hexadecimal. */
  private record Start(String bytes) {
    boolean is(Compression format) {
      return format.signature.matcher(bytes).matches();
    }

    /* Whether more bytes could make it that format. */
    boolean mayBe(Compression format) {
      Matcher matcher = format.signature.matcher(bytes);
      return matcher.matches() || matcher.hitEnd();
    }
  }

  /** Opens a stream of decompressed bytes. */
  @FunctionalInterface
  interface Opener {
    InputStream open(InputStream in) throws IOException;
  }

  /* Each library has a class of its own, called by a lambda, not a method reference, so that it is
   * loaded where it is used: the others work where it is absent. */

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
    static InputStream open(InputStream in) {
      return new SmallReads(new ZstdInputStream(in));
    }
  }

  /**
   * Reads a few bytes at a time. These libraries lose what they have decompressed into the caller's
   * array before they find a damage; so only a few bytes before a damage are lost.
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
