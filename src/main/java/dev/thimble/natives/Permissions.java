package dev.thimble.natives;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Permissions of new files, before the process's umask removes some. Stateless. */
final class Permissions {
  private Permissions() {}

  /**
   * The file attributes for permissions in the notation of {@code ls}; none if the file system has
   * no POSIX permissions.
   */
  static FileAttribute<?>[] of(String permissions) {
    return ProcessUser.uid().isEmpty()
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
  }
}
