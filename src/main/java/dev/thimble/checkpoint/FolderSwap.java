package dev.thimble.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replaces a folder whole or not at all. The new one is built beside the old under a hidden name,
 * synced, and takes its place by two renames; a process killed between them leaves the old one as
 * {@code .NAME.old}, which {@link #recover} puts back. One writer at a time; readers may call
 * {@link #recover} at any moment.
 */
final class FolderSwap {
  private static final int ATTEMPTS = 3;
  private static final boolean SYNCS_FOLDERS =
      !System.getProperty("os.name", "").startsWith("Windows");

  private final Path target;
  private final Path building;
  private final Path old;

  FolderSwap(Path folder) {
    target = folder.toAbsolutePath().normalize();
    if (target.getFileName() == null) {
      throw new IllegalArgumentException(folder + " cannot be a model folder; name one inside it");
    }
    building = target.resolveSibling("." + target.getFileName() + ".new");
    old = target.resolveSibling("." + target.getFileName() + ".old");
  }

  /** An empty folder to build in. */
  Path begin() throws IOException {
    recover();
    delete(old);
    delete(building);
    return Files.createDirectories(building);
  }

  /** Makes what was built the folder. */
  void commit() throws IOException {
    try (Stream<Path> files = Files.list(building)) {
      for (Path file : files.toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
    sync(building);
    swap();
    sync(target.getParent());
    try {
      delete(old);
    } catch (FileSystemException e) {
      // Somebody still reads it; the new folder stands, and the next write clears this one away.
    }
  }

  /* Between the two renames a reader may take the missing folder for a crash and put the old one back. */
  private void swap() throws IOException {
    for (int attempt = 1; ; attempt++) {
      if (Files.exists(target)) {
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
      }
      try {
        Files.move(building, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (FileSystemException e) {
        if (attempt == ATTEMPTS || !Files.exists(target)) {
          throw e;
        }
      }
    }
  }

  /** Puts the old folder back if a swap was cut off. */
  void recover() throws IOException {
    if (Files.exists(target) || !Files.exists(old)) {
      return;
    }
    try {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.exists(target)) {
        throw e;
      } // else another process was faster
    }
  }

  /** Clears away what was built, and puts the old folder back if it was already moved. */
  void abandon() throws IOException {
    recover();
    delete(building);
  }

  private static void sync(Path folder) throws IOException {
    if (SYNCS_FOLDERS) {
      try (FileChannel channel = FileChannel.open(folder)) {
        channel.force(true);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException e) {
      return;
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
