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
 * Lets only one training at a time use a run's folder, among all processes that can access it. It
 * locks the file {@code training.lock} through the operating system, which releases the lock when
 * the process ends or is killed. The file stays; it contains process and host of the last holder.
 */
final class RunLock implements AutoCloseable {
  static final String FILE = "training.lock";

  /** Behind the holder's name: Windows does not let other processes read a locked byte. */
  private static final long LOCKED_BYTE = 1 << 20;

  /**
   * Folders that this process has locked. Their lock files must not be opened again: on POSIX
   * systems, closing any descriptor of a file releases all locks of the process on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder; // without symbolic links
  private final FileChannel channel;

  private RunLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Code that runs while the folder is locked. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  /**
   * Runs an action while the folder is locked. Creates the folder if it is missing.
   *
   * @throws TrainingException if another training holds the lock, naming its process and host, or
   *     if the file system has no locks
   */
  static <T> T holding(Path folder, Action<T> action) throws IOException {
    try (RunLock lock = acquire(folder)) {
      lock.writeHolder();
      return action.run();
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
      throw new TrainingException(file + " is not a regular file; remove it");
    }
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(folder, channel);
      if (lock == null) {
        throw inUse(folder, readHolder(channel));
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
      throw inUse(folder, holder()); // two class loaders have loaded Thimble
    } catch (IOException e) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "%s cannot be locked (%s), so a second training could write to it at the same time; perhaps its file system has no locks: choose a folder on a local disk",
              folder,
              e.getMessage()));
    }
  }

  private static TrainingException inUse(Path folder, String holder) {
    return new TrainingException(
        String.format(
            Locale.ROOT,
            "%s is in use by another training (%s); choose another folder or wait until that training ends",
            folder,
            holder));
  }

  private void writeHolder() throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(holder().getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String readHolder(FileChannel channel) throws IOException {
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
    channel.close(); // releases the lock
    HELD.remove(folder);
  }
}
