package dev.thimble.corpus;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses a gzip file of one or more members (RFC 1952). Owns the stream. Not thread-safe.
 *
 * <p>{@link java.util.zip.GZIPInputStream} looks for another member only if {@code available} is
 * above 0, so that it misses members that a pipe has not delivered yet; and it ignores a corrupt
 * header of a later member. Commons Compress blocks until the caller's array is full, and loses
 * bytes that it decompressed before it found corrupt data. This class reads to the end of the
 * stream, returns bytes as soon as there are some, and reports corrupt data after the bytes before
 * it.
 */
final class GzipMembers extends InflaterInputStream {
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final CRC32 crc = new CRC32();
  private boolean inMember;
  private int at; // next byte of `buf` to read of a header or trailer

  GzipMembers(InputStream in) {
    super(in, new Inflater(true), 1 << 16);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (inMember || startMember()) {
      int count = super.read(bytes, offset, length);
      if (count >= 0) {
        crc.update(bytes, offset, count);
        return count;
      }
      endMember();
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    inf.end();
    super.close();
  }

  /* Reads the header of a member; false at the end of the stream. */
  private boolean startMember() throws IOException {
    int first = take();
    if (first < 0) {
      return false;
    }
    if (first != 0x1F || require() != 0x8B || require() != DEFLATE) {
      throw new ZipException("other bytes follow the gzip data");
    }
    int flags = require();
    skip(6); // time, extra flags, operating system
    if ((flags & EXTRA) != 0) {
      skip(require() | require() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inf.reset();
    inf.setInput(buf, at, len - at);
    crc.reset();
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    at = len - inf.getRemaining();
    inMember = false;
    if (requireInt() != (int) crc.getValue() || requireInt() != (int) inf.getBytesWritten()) {
      throw new ZipException("its checksum differs");
    }
  }

  private int requireInt() throws IOException {
    return require() | require() << 8 | require() << 16 | require() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      require();
    }
  }

  private void skipText() throws IOException {
    while (require() != 0) {
      // up to the terminating NUL
    }
  }

  private int require() throws IOException {
    int next = take();
    if (next < 0) {
      throw new EOFException("unexpected end");
    }
    return next;
  }

  /* The next byte of a header or trailer; -1 at the end of the stream. */
  private int take() throws IOException {
    if (at == len) {
      at = 0;
      len = Math.max(0, in.read(buf, 0, buf.length));
    }
    return at < len ? buf[at++] & 0xFF : -1;
  }
}
