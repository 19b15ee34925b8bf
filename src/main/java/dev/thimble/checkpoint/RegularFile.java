package dev.thimble.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/**
 * Opens and reads untrusted files. Folders, pipes and devices are refused before they are opened:
 * opening a pipe would wait for its writer, and reading a device might never end. Follows symbolic
 * links. Stateless.
 */
final class RegularFile {
  private RegularFile() {}

  /**
   * Opens a file for reading; the caller closes it.
   *
   * @throws CheckpointException if it is a folder, a pipe or a device
   */
  static FileChannel open(Path file) throws IOException {
    size(file);
    return FileChannel.open(file);
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
    try (FileChannel channel = open(file)) {
      long size = channel.size();
      if (size > most) {
        throw new CheckpointException(
            String.format(Locale.ROOT, "%s has %,d bytes; at most %,d are read", file, size, most));
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new CheckpointException(file + " was truncated while it was read");
        }
      }
      return bytes.array();
    }
  }
}
