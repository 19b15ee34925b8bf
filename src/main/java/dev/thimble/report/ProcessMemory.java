package dev.thimble.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This process's memory, where the system tells it (Linux); else -1. Stateless and thread-safe. */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long MEGABYTE = 1 << 20;

  private ProcessMemory() {}

  /** Resident megabytes. */
  public static long residentMegabytes() {
    return megabytes("VmRSS:");
  }

  /** The most that were resident at any time. */
  public static long peakMegabytes() {
    return megabytes("VmHWM:");
  }

  /** Resident megabytes after a collection, without the part of the heap that is free. */
  public static long usedMegabytes() {
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
