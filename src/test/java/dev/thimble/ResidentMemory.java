package dev.thimble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The process's native memory and live heap, where the system tells it. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /** Resident megabytes after a collection, without the part of the heap that is free. */
  public static long megabytes() throws IOException {
    Assumptions.assumeTrue(Files.exists(STATUS), STATUS + " is absent: skipped");
    System.gc();
    long resident =
        Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
            .findFirst()
            .orElseThrow();
    return resident - Runtime.getRuntime().freeMemory() / (1 << 20);
  }
}
