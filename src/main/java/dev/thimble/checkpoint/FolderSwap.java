package dev.thimble.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replaces a folder whole or not at all. The new one is built beside the old under a hidden name,
 * synced, and takes its place by two renames; a process killed between them leaves the old one as
 * {@code .NAME.old}, which {@link #recover} puts back.
 */
final class FolderSwap {
  private final Path target;
  private final Path building;
  private final Path old;

  FolderSwap(Path folder) {
    target = folder.toAbsolutePath().normalize();
    building = target.resolveSibling("." + target.getFileName() + ".new");
    old = target.resolveSibling("." + target.getFileName() + ".old");
  }

  /** An empty folder to build in. */
  Path begin() throws IOException {
    recover();
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
    if (Files.exists(target)) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(building, target, StandardCopyOption.ATOMIC_MOVE);
    delete(old);
  }

  /** Puts the old folder back if a swap was cut off, or clears it away if the swap was done. */
  void recover() throws IOException {
    if (Files.exists(old)) {
      if (Files.exists(target)) {
        delete(old);
      } else {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  void abandon() throws IOException {
    delete(building);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
