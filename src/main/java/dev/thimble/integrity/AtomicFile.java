package dev.thimble.integrity;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes files whole or not at all: under a temporary name, {@code .NAME.UUID.tmp}, in the same
 * folder, synced, then renamed. Thread-safe.
 *
 * <p>A killed process leaves its temporary file behind. The next write of the same name deletes
 * temporary files that nobody has written to for a day.
 */
public final class AtomicFile {
  private static final String SUFFIX = ".tmp";
  private static final int UUID_LENGTH = 36;
  private static final Duration ABANDONED = Duration.ofDays(1);

  private AtomicFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to {@code out}, which the caller closes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces {@code target}, or throws and leaves it as it was. Missing parent folders are created.
   * A symbolic link stays, and the file that it points to is replaced. A device or a pipe is
   * written to directly.
   */
  public static void write(Path target, Content content) throws IOException {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(content, "content");
    if (Files.isDirectory(target)) {
      throw new IOException(target + " is a folder, not a file; name a file to write");
    }
    // before toRealPath, which fails for the pipe behind /dev/stdout or /dev/fd/63
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
        content.writeTo(out);
      }
      return;
    }
    Path file = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath().normalize();
    Path folder = Files.createDirectories(file.getParent());
    deleteAbandoned(file);
    Path temporary = temporaryName(file);
    try {
      writeSynced(temporary, content);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(folder);
  }

  /**
   * Syncs a folder's entries, so that files created, renamed or deleted in it stay so after a power
   * failure. Does nothing where folders cannot be opened, as on Windows.
   */
  public static void syncFolder(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      return;
    }
    try (channel) {
      channel.force(true);
    }
  }

  /** A new temporary name for a file, in its folder. */
  public static Path temporaryName(Path file) {
    Objects.requireNonNull(file, "file");
    return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + SUFFIX);
  }

  /* Not Files.createTempFile, which creates files that only their owner may read. */
  private static void writeSynced(Path temporary, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /** Deletes temporary files of this name that nobody has written to for a day. */
  public static void deleteAbandoned(Path file) {
    Objects.requireNonNull(file, "file");
    Path folder = file.toAbsolutePath().getParent();
    String prefix = "." + file.getFileName() + ".";
    Instant before = Instant.now().minus(ABANDONED);
    int length = prefix.length() + UUID_LENGTH + SUFFIX.length();
    DirectoryStream.Filter<Path> temporary =
        path -> {
          String name = path.getFileName().toString();
          return name.length() == length && name.startsWith(prefix) && name.endsWith(SUFFIX);
        };
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, temporary)) {
      for (Path path : found) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            && Files.getLastModifiedTime(path).toInstant().isBefore(before)) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // the folder cannot be listed, or another process deletes the same file: nothing is lost
      return;
    }
  }
}
