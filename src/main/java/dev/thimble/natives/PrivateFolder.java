package dev.thimble.natives;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A new folder that only the caller can enter, deleted when it is closed. A file lock, which ends
 * with the process, tells which folders were left behind by a kill; {@link #deleteAbandoned}
 * deletes those.
 */
final class PrivateFolder implements AutoCloseable {
  private static final String PREFIX = "thimble-natives-";
  private static final String LOCK = "lock";

  // Of this process: POSIX ends a lock when the process closes any channel of the file.
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private PrivateFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** A new folder in {@code parent}. */
  static PrivateFolder create(Path parent) throws IOException {
    while (true) {
      Path path = Files.createTempDirectory(parent, PREFIX); // mode 0700
      Path lock = path.resolve(LOCK);
      FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock(channel);
      if (Files.exists(lock)) {
        OPEN.add(path);
        return new PrivateFolder(path, channel);
      }
      channel.close(); // another process took the folder for abandoned before it was locked
    }
  }

  Path path() {
    return path;
  }

  /** Deletes what processes that have ended left in {@code parent}. */
  static void deleteAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : found) {
        if (!OPEN.contains(folder)
            && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && isOwn(folder)) {
          deleteIfAbandoned(folder);
        }
      }
    }
  }

  /* The lock file goes first: whoever creates a folder looks for it once the lock is taken. */
  private static void deleteIfAbandoned(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (tryLock(channel) != null) {
        Files.deleteIfExists(file);
        delete(folder);
      }
    } catch (NoSuchFileException e) {
      // being created, or being deleted by another process
    }
  }

  private static boolean isOwn(Path folder) throws IOException {
    return ProcessUser.uid().isEmpty()
        || FileStatus.FILES.of(folder).owner() == ProcessUser.uid().getAsInt();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) {
    try {
      return channel.tryLock();
    } catch (IOException | OverlappingFileLockException e) {
      return null; // the file system has no locks, or Thimble is loaded twice in this process
    }
  }

  private static void lock(FileChannel channel) {
    try {
      channel.lock();
    } catch (IOException e) {
      // a file system without locks, on which nothing counts as abandoned
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(folder)) {
      all = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }

  /** What cannot be deleted, as libraries in use on Windows, the next process deletes. */
  @Override
  public void close() {
    try (channel) {
      delete(path);
      OPEN.remove(path);
    } catch (IOException e) {
      // the lock has ended: the folder counts as abandoned
    }
  }
}
