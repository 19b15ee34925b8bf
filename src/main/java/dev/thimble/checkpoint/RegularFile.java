package dev.thimble.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.zip.ZipException;

/**
 * An untrusted file, read once from start to end. Folders, pipes and devices are refused before
 * they are opened: opening a pipe would wait for its writer, and reading a device might never end.
 * Follows symbolic links. For one thread.
 *
 * <p>Reads by a stream and never more than the size that the file system states: in a zip file that
 * number, too, is untrusted, and other ways of reading would copy the whole file to memory or to
 * disk.
 */
final class RegularFile implements AutoCloseable {
  private final Path file;
  private final InputStream in;
  private final long size;
  private long left;

  private RegularFile(Path file, long size) throws IOException {
    this.file = file;
    this.size = size;
    left = size;
    in = Files.newInputStream(file);
  }

  /**
   * Opens a file.
   *
   * @throws CheckpointException if it is a folder, a pipe or a device
   */
  static RegularFile open(Path file) throws IOException {
    return new RegularFile(file, size(file));
  }

  /**
   * Size of a file in bytes.
   *
   * @throws CheckpointException if it is a folder, a pipe or a device
   */
  static long size(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s is a %s; it must be a regular file",
              file,
              attributes.isDirectory() ? "folder" : "pipe or a device"));
    }
    return attributes.size();
  }

  /**
   * Reads all bytes of a file.
   *
   * @param most largest size that is read
   * @throws CheckpointException if the file is larger or not a regular file
   */
  static byte[] read(Path file, int most) throws IOException {
    try (RegularFile opened = open(file)) {
      if (opened.size > most) {
        throw new CheckpointException(
            String.format(
                Locale.ROOT, "%s has %,d bytes; at most %,d are read", file, opened.size, most));
      }
      byte[] bytes = new byte[(int) opened.size];
      opened.fill(bytes, bytes.length);
      opened.end();
      return bytes;
    }
  }

  /** Size of the file in bytes. */
  long size() {
    return size;
  }

  /** Number of bytes that were not read yet. */
  long left() {
    return left;
  }

  /**
   * Reads the next bytes.
   *
   * @param bytes receives them, from its start
   * @throws CheckpointException if the file ends before, or is damaged
   */
  void fill(byte[] bytes, int length) throws IOException {
    int read;
    try {
      read = in.readNBytes(bytes, 0, length);
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
    left -= read;
    if (read < length) {
      throw new CheckpointException(file + " was truncated while it was read");
    }
  }

  /**
   * Checks that nothing follows.
   *
   * @throws CheckpointException if the file has more bytes than its size, or is damaged
   */
  void end() throws IOException {
    int next;
    try {
      next = in.read();
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
    if (next >= 0) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT, "%s has more bytes than its size says, %,d; it is damaged", file, size));
    }
  }

  private CheckpointException damaged(IOException e) {
    return new CheckpointException(
        file + " is damaged in its zip file: " + Abbreviated.firstLine(e), e);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
