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
 * A new folder that only this process's user can enter; closing deletes it. Its creator holds a
 * file lock, which ends with the process, so that {@link #deleteAbandoned} can tell which folders
 * killed processes have left. Thread-safe.
 */
final class PrivateFolder implements AutoCloseable {
  private static final String PREFIX = "thimble-natives-";
  private static final String LOCK = "lock";

  // Folders of this process. Their locks must not be tried: POSIX releases a lock when its process
  // closes any channel of the file.
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private PrivateFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Creates a folder in {@code parent}. */
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
      channel.close(); // another process deleted the folder as abandoned before it was locked
    }
  }

  Path path() {
    return path;
  }

  /** Deletes the folders in {@code parent} whose processes have ended. */
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

  /* Deletes the lock file first, since the creator of a folder checks that the file exists once it
   * has the lock. */
  private static void deleteIfAbandoned(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (tryLock(channel) != null) {
        Files.deleteIfExists(file);
        delete(folder);
      }
    } catch (NoSuchFileException e) {
      // another process is creating or deleting the folder
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
      return null; // no locks in this file system, or Thimble is loaded twice in this process
    }
  }

  private static void lock(FileChannel channel) {
    try {
      channel.lock();
    } catch (IOException e) {
      // without locks in this file system, no folder is ever treated as abandoned
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

  /**
   * Deletes the folder; what is in use, as a loaded library on Windows, the next process deletes.
   */
  @Override
  public void close() {
    try (channel) {
      delete(path);
      OPEN.remove(path);
    } catch (IOException e) {
      // the lock is released, so that another process deletes the rest as abandoned
    }
  }
}
