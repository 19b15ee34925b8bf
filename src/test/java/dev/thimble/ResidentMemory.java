package dev.thimble;

import dev.thimble.report.ProcessMemory;
import org.junit.jupiter.api.Assumptions;

/** The process's native memory and live heap; a test is skipped where the system tells neither. */
public final class ResidentMemory {
  private ResidentMemory() {}

  /** Resident megabytes after a collection, without the part of the heap that is free. */
  public static long megabytes() {
    long used = ProcessMemory.usedMegabytes();
    Assumptions.assumeTrue(used >= 0, "this system does not tell a process's memory: skipped");
    return used;
  }
}
