package dev.thimble.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process, read from Linux; -1 on other systems. Stateless and thread-safe. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long MEGABYTE = 1 << 20;

  private ProcessMemory() {}

  /** Resident memory, in megabytes. */
  static long residentMegabytes() {
    return megabytes("VmRSS:");
  }

  /** Peak of the resident memory, in megabytes. */
  static long peakMegabytes() {
    return megabytes("VmHWM:");
  }

  /** Resident memory after a garbage collection, without free heap, in megabytes. */
  static long usedMegabytes() {
    System.gc();
    long resident = residentMegabytes();
    return resident < 0 ? -1 : resident - Runtime.getRuntime().freeMemory() / MEGABYTE;
  }

  private static long megabytes(String field) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }
}
