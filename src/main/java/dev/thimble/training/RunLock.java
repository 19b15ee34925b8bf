package dev.thimble.training;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run's folder to one training at a time, in this process and in all others that see the
 * folder. The lock is the operating system's, on the file {@code training.lock}: it ends with the
 * process, however that ends. The file stays; it holds the name of the last holder.
 */
final class RunLock implements AutoCloseable {
  static final String FILE = "training.lock";

  /** The locked byte lies behind the holder's name, which others may read on every system. */
  private static final long LOCKED_BYTE = 1 << 20;

  /**
   * Folders that this process trains in. It must not even open their lock files again: on POSIX
   * systems, closing any descriptor of a file drops all locks that the process has on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder; // without symbolic links
  private final FileChannel channel;

  private RunLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Work that needs the folder to itself. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  /**
   * Does work while the folder is locked; makes the folder if it is missing.
   *
   * @throws TrainingException if another training holds it, naming process and host, or if its file
   *     system has no locks
   */
  static <T> T holding(Path folder, Action<T> work) throws IOException {
    try (RunLock lock = acquire(folder)) {
      lock.nameHolder();
      return work.run();
    }
  }

  private static RunLock acquire(Path folder) throws IOException {
    Path real = Files.createDirectories(folder).toRealPath();
    if (!HELD.add(real)) {
      throw inUse(folder, holder());
    }
    try {
      return new RunLock(real, lock(folder, real.resolve(FILE)));
    } catch (IOException | RuntimeException e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static FileChannel lock(Path folder, Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new TrainingException(file + " is no regular file; remove it");
    }
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(folder, channel);
      if (lock == null) {
        throw inUse(folder, text(channel));
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(Path folder, FileChannel channel) {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      throw inUse(folder, holder()); // Thimble was loaded twice, by two class loaders
    } catch (IOException e) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "%s cannot be locked (%s), so a second training could write to it at the same time; its file system may have no locks: choose a folder on a local disk",
              folder,
              e.getMessage()));
    }
  }

  private static TrainingException inUse(Path folder, String holder) {
    return new TrainingException(
        String.format(
            Locale.ROOT,
            "%s is in use by another training (%s); choose another folder, or wait until it has ended",
            folder,
            holder));
  }

  private void nameHolder() throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(holder().getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(256);
    channel.read(bytes, 0);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
  }

  private static String holder() {
    return "process " + ProcessHandle.current().pid() + " on " + host();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed host";
    }
  }

  @Override
  public void close() throws IOException {
    channel.close(); // which drops the lock
    HELD.remove(folder);
  }
}
