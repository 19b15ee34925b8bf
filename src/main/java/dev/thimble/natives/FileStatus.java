package dev.thimble.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Owner and mode of one file, as POSIX's {@code lstat} gives them.
 *
 * @param owner numeric user id
 * @param mode {@code st_mode}: type and permission bits
 */
record FileStatus(int owner, int mode) {
  private static final int TYPE = 0170000;
  private static final int LINK = 0120000;
  private static final int DIRECTORY = 0040000;
  private static final int STICKY = 01000;

  /** Looks up the status of files; tests supply their own. */
  interface Lookup {
    /** The status of a file; symbolic links are not followed. */
    FileStatus of(Path path) throws IOException;

    /** The target of a symbolic link. */
    Path target(Path link) throws IOException;
  }

  /** The lookup in the file system. */
  static final Lookup FILES =
      new Lookup() {
        @Override
        public FileStatus of(Path path) throws IOException {
          Map<String, Object> read =
              Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
          return new FileStatus((Integer) read.get("uid"), (Integer) read.get("mode"));
        }

        @Override
        public Path target(Path link) throws IOException {
          return Files.readSymbolicLink(link);
        }
      };

  boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  boolean isDirectory() {
    return (mode & TYPE) == DIRECTORY;
  }

  /** Whether a file in this folder can be renamed and deleted by its owner only. */
  boolean isSticky() {
    return (mode & STICKY) != 0;
  }

  /** Whether any of the permission bits in {@code mask} is set. */
  boolean permits(int mask) {
    return (mode & mask) != 0;
  }

  /** The permission bits in octal, as {@code chmod} takes them. */
  String octal() {
    return "0" + Integer.toOctalString(mode & 07777);
  }
}
