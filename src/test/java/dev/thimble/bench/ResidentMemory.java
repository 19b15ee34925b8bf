package dev.thimble.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;

/** Checks the resident memory of the process; skips the test on systems that do not report it. */
public final class ResidentMemory {
  /* Readings of a process of 500 MB vary by some 20 MB; a leak that a test looks for is at least twice this share. */
  private static final double SLACK = 1.1;

  private ResidentMemory() {}

  /**
   * Fails if memory after the work is more than a tenth larger than after the warm-up, and grows so
   * again when the work is repeated: an allocator may settle late, a leak does not.
   */
  public static void assertFlat(Runnable warmUp, Runnable work) {
    warmUp.run();
    long before = megabytes();
    work.run();
    long after = megabytes();
    if (after >= (long) (SLACK * before)) {
      work.run();
      assertThat(megabytes()).isLessThan((long) (SLACK * after));
    }
  }

  /* Resident megabytes after a collection, without the part of the heap that is free. */
  private static long megabytes() {
    long used = ProcessMemory.usedMegabytes();
    Assumptions.assumeTrue(
        used >= 0, "this system does not report the memory of a process: skipped");
    return used;
  }
}
