package dev.thimble.training;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The model folders {@code update-N} of a run, one for each of its latest evaluations. A folder is
 * renamed before its files are deleted, so that a killed process leaves no half of a model; what it
 * leaves is deleted the next time. Not thread-safe.
 */
final class KeptCheckpoints {
  private static final Pattern CHECKPOINT = Pattern.compile("update-([0-9]{1,18})");
  private static final Pattern REMOVED = Pattern.compile("\\.update-([0-9]{1,18})\\.removed");

  private final Path run;

  /** Those in the folder of a run, which may not exist yet. */
  KeptCheckpoints(Path run) {
    this.run = run;
  }

  /** The folder for the checkpoint after an update. */
  Path of(long update) {
    return run.resolve("update-" + update);
  }

  /** Removes all but the latest checkpoints. */
  void keepLatest(int most) throws IOException {
    List<Path> checkpoints = folders(CHECKPOINT);
    for (Path old : checkpoints.subList(0, Math.max(0, checkpoints.size() - most))) {
      try {
        Path removed = run.resolve("." + old.getFileName() + ".removed");
        Files.move(old, removed, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileSystemException e) {
        // a reader has it open, as on Windows: removed the next time
      }
    }
    for (Path removed : folders(REMOVED)) {
      delete(removed);
    }
  }

  /* The folders with such a name, in the order of their updates. */
  private List<Path> folders(Pattern name) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(run)) {
      all.filter(path -> name.matcher(path.getFileName().toString()).matches())
          .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .sorted(Comparator.comparingLong(path -> update(name, path)))
          .forEach(found::add);
    } catch (NoSuchFileException e) {
      return found; // the run has no folder yet
    }
    return found;
  }

  private static long update(Pattern name, Path folder) {
    Matcher matcher = name.matcher(folder.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (FileSystemException e) {
      // a reader has a file open, as on Windows: deleted the next time
    }
  }
}
