package dev.thimble.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Decides whether native code may be loaded from a folder: only if no other user can have put the
 * code there or can replace it before it is loaded. The rules:
 *
 * <ul>
 *   <li>The folder and everything in it belong to this process's user or to root, and nobody else
 *       can write to them.
 *   <li>The same holds for every parent folder, along every symbolic link of the path. A parent
 *       with the sticky bit, such as {@code /tmp}, may be writable by others.
 *   <li>A folder that the user has set explicitly may be writable by its group.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
final class FolderTrust {
  private static final int ROOT = 0;
  private static final int MOST_LINKS = 40; // as Linux follows
  private static final int MOST_LEVELS = 16;
  private static final int OTHERS = 0002;
  private static final int GROUP_AND_OTHERS = 0022;

  private final OptionalInt user;
  private final FileStatus.Lookup files;
  private final boolean explicit;
  private final String remedy;

  /**
   * Makes the rules for one folder.
   *
   * @param user user id of this process; empty if files have no POSIX owner and mode, so that
   *     nothing is checked
   * @param explicit whether the user has set the folder
   * @param remedy what to do instead, the end of every message
   */
  FolderTrust(OptionalInt user, FileStatus.Lookup files, boolean explicit, String remedy) {
    this.user = user;
    this.files = files;
    this.explicit = explicit;
    this.remedy = remedy;
  }

  /**
   * Checks a folder and its parent folders.
   *
   * @return the path of the folder without symbolic links
   * @throws NativeLibraryException with the first path that breaks a rule
   */
  Path check(Path folder) throws IOException {
    Path given = folder.toAbsolutePath();
    if (user.isEmpty()) {
      return given;
    }
    Deque<Path> ahead = new ArrayDeque<>();
    given.forEach(ahead::addLast);
    Path here = given.getRoot();
    int rootOwner = files.of(here).owner();
    checkPermissions(here, files.of(here), !ahead.isEmpty(), rootOwner);
    int links = 0;
    while (!ahead.isEmpty()) {
      Path name = ahead.removeFirst();
      Path next = here.resolve(name).normalize();
      FileStatus status = files.of(next);
      if (!status.isLink()) {
        checkPermissions(next, status, !ahead.isEmpty(), rootOwner);
        here = next;
        continue;
      }
      checkOwner(next, status, rootOwner);
      if (++links > MOST_LINKS) {
        throw refuse(given, "has more than " + MOST_LINKS + " symbolic links in its path");
      }
      Path target = files.target(next);
      here = target.isAbsolute() ? target.getRoot() : here;
      prepend(target, ahead);
    }
    return here;
  }

  /**
   * Checks a folder, its parent folders and everything in it.
   *
   * @throws NativeLibraryException with the first path that breaks a rule
   */
  void checkTree(Path folder) throws IOException {
    if (user.isPresent()) {
      checkTree(folder, MOST_LEVELS);
    }
  }

  private void checkTree(Path path, int levels) throws IOException {
    Path real = check(path);
    if (!files.of(real).isDirectory()) {
      return;
    }
    if (levels == 0) {
      throw refuse(path, "is more than " + MOST_LEVELS + " folders deep");
    }
    for (Path entry : entries(real)) {
      checkTree(entry, levels - 1);
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void prepend(Path names, Deque<Path> ahead) {
    for (int i = names.getNameCount() - 1; i >= 0; i--) {
      ahead.addFirst(names.getName(i));
    }
  }

  private void checkPermissions(Path path, FileStatus status, boolean above, int rootOwner) {
    checkOwner(path, status, above ? rootOwner : ROOT);
    int forbidden = explicit ? OTHERS : GROUP_AND_OTHERS;
    if (status.permits(forbidden) && !(above && status.isSticky())) {
      throw refuse(
          path,
          "can be written by other users (mode "
              + status.octal()
              + "; correct it by: chmod "
              + (explicit ? "o-w " : "go-w ")
              + path
              + ")");
    }
  }

  /* In a user namespace the system's folders belong to the owner of "/" instead of root. */
  private void checkOwner(Path path, FileStatus status, int systemOwner) {
    int owner = status.owner();
    int own = user.getAsInt();
    if (owner != own && owner != ROOT && owner != systemOwner) {
      throw refuse(
          path, "belongs to user " + owner + ", neither to you (user " + own + ") nor to root");
    }
  }

  private NativeLibraryException refuse(Path path, String reason) {
    return new NativeLibraryException(
        "native libraries are not loaded from a folder that another user can write to: "
            + (path + " " + reason + "; " + remedy));
  }
}
