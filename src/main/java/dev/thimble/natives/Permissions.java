package dev.thimble.natives;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Permissions that files are created with, less those that the process's umask takes. */
final class Permissions {
  private Permissions() {}

  /** As {@code ls} writes them; none where files have no such permissions. */
  static FileAttribute<?>[] of(String permissions) {
    return ProcessUser.uid().isEmpty()
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
  }
}
