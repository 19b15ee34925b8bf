package dev.thimble.natives;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The user that this process runs as. */
final class ProcessUser {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final OptionalInt UID = find();

  private ProcessUser() {}

  /** The effective user id; empty if the file system has no POSIX owners and modes. */
  static OptionalInt uid() {
    return UID;
  }

  private static OptionalInt find() {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Files.exists(STATUS) ? ofProcess() : ofNewFile());
    } catch (IOException e) {
      throw new NativeLibraryException(
          "cannot find out which user this process runs as: " + e.getMessage(), e);
    }
  }

  /* Linux lists the real, effective, saved and file-system user. (The owner of /proc/self may
   * differ from all of them.) */
  private static int ofProcess() throws IOException {
    try (Stream<String> lines = Files.lines(STATUS, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("Uid:"))
          .mapToInt(line -> (int) Long.parseLong(line.split("\\s+", -1)[2]))
          .findFirst()
          .orElseThrow(() -> new IOException(STATUS + " has no line 'Uid:'"));
    }
  }

  private static int ofNewFile() throws IOException {
    Path file = Files.createTempFile("thimble", null);
    try {
      return FileStatus.FILES.of(file).owner();
    } finally {
      Files.delete(file);
    }
  }
}
