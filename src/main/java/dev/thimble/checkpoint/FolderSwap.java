package dev.thimble.checkpoint;

import dev.thimble.integrity.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Replaces a folder as a whole or not at all. The new folder is built beside the old one under a
 * unique hidden name, {@code .NAME.ID.new}, synced, and put in place by two renames. A process
 * killed between the two leaves the old folder as {@code .NAME.ID.old}; {@link #recover} renames it
 * back. Concurrent writers never mix their files: the last to commit wins. Readers may call {@link
 * #recover} at any time. A symbolic link stays, and the folder that it points to is replaced.
 */
final class FolderSwap {
  /** Another process may interfere between the two renames, but hardly this often in a row. */
  private static final int ATTEMPTS = 100;

  /** A folder under construction without writes for this long is from a killed process. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private static final int MAX_LINKS = 40;

  private final Path target;
  private final Path building;
  private final List<Path> replaced = new ArrayList<>();

  FolderSwap(Path folder) throws IOException {
    target = withoutLinks(folder.toAbsolutePath().normalize());
    if (target.getFileName() == null) {
      throw new IllegalArgumentException(
          folder + " cannot be a model folder; name a folder inside it");
    }
    building = sibling(".new");
  }

  private Path sibling(String suffix) {
    return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + suffix);
  }

  /* Resolves links itself: the folder may be missing because a swap was interrupted. */
  private static Path withoutLinks(Path folder) throws IOException {
    Path path = folder;
    for (int i = 0; i < MAX_LINKS && Files.isSymbolicLink(path); i++) {
      path = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
    }
    return path;
  }

  /** Creates an empty folder to build in. */
  Path begin() throws IOException {
    recover();
    deleteLeftovers();
    return Files.createDirectories(building);
  }

  /** Puts the built folder in place of the old one. */
  void commit() throws IOException {
    try (Stream<Path> files = Files.list(building)) {
      for (Path file : files.toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
    AtomicFile.syncFolder(building);
    swap();
    AtomicFile.syncFolder(target.getParent());
    for (Path old : replaced) {
      try {
        delete(old);
      } catch (FileSystemException e) {
        // a reader has it open, as on Windows: a later write deletes it
      }
    }
  }

  private void swap() throws IOException {
    for (int attempt = 1; ; attempt++) {
      moveAside();
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

  /* Under a new name each time, because other writers may be deleting the earlier ones. */
  private void moveAside() throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    Path old = sibling(".old");
    try {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
      replaced.add(old);
    } catch (NoSuchFileException e) {
      // another writer was faster
    }
  }

  /** Renames the old folder back if there is none because a swap was interrupted. */
  static void recover(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      new FolderSwap(folder).recover();
    }
  }

  /** Renames the old folder back if a swap was interrupted. */
  void recover() throws IOException {
    if (Files.exists(target)) {
      return;
    }
    List<Path> left = siblings(".old");
    left.sort(Comparator.comparing(FolderSwap::lastWritten).reversed());
    for (Path complete : left) {
      try {
        Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (FileSystemException e) {
        if (!Files.exists(target) && Files.exists(complete)) {
          throw e;
        } // else another process was faster
      }
    }
  }

  /* Lists old folders before checking the target: if the target exists then, none of them is needed. */
  private void deleteLeftovers() throws IOException {
    List<Path> left = siblings(".old");
    if (Files.exists(target)) {
      for (Path path : left) {
        delete(path);
      }
    }
    Instant before = Instant.now().minus(ABANDONED);
    for (Path path : siblings(".new")) {
      if (lastWritten(path).toInstant().isBefore(before)) {
        delete(path);
      }
    }
  }

  /** Deletes what was built; renames the old folder back if it was already moved. */
  void abandon() throws IOException {
    recover();
    delete(building);
  }

  private List<Path> siblings(String suffix) throws IOException {
    String prefix = "." + target.getFileName() + ".";
    int idLength = 36;
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(target.getParent())) {
      all.filter(
              path -> {
                String name = path.getFileName().toString();
                return name.startsWith(prefix)
                    && name.endsWith(suffix)
                    && name.length() == prefix.length() + idLength + suffix.length();
              })
          .forEach(found::add);
    } catch (NoSuchFileException e) {
      return found; // the parent does not exist
    }
    return found;
  }

  /* Time of the last write to the folder or a file in it; now if another process is changing it. */
  private static FileTime lastWritten(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      FileTime last = FileTime.fromMillis(0);
      for (Path file : files.toList()) {
        FileTime time = Files.getLastModifiedTime(file);
        last = time.compareTo(last) > 0 ? time : last;
      }
      return last;
    } catch (IOException | UncheckedIOException e) {
      return FileTime.from(Instant.now());
    }
  }

  private static void delete(Path folder) throws IOException {
    while (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      } catch (NoSuchFileException | UncheckedIOException e) {
        if (e instanceof UncheckedIOException walked
            && !(walked.getCause() instanceof NoSuchFileException)) {
          throw walked.getCause();
        } // else another writer is deleting it, too
      }
    }
  }
}
