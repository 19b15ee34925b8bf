package dev.thimble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.bench.ProcessMemory;
import org.junit.jupiter.api.Assumptions;

/** The process's native memory and live heap; a test is skipped where the system tells neither. */
public final class ResidentMemory {
  /* Readings differ by some 20 MB in a process of 500; what a test looks for would be twice this share and more. */
  private static final double SLACK = 1.1;

  private ResidentMemory() {}

  /** Fails if the work leaves a tenth more memory in use than the warm-up did. */
  public static void assertFlat(Runnable warmUp, Runnable work) {
    warmUp.run();
    long before = megabytes();
    work.run();
    assertThat(megabytes()).isLessThan((long) (SLACK * before));
  }

  /* Resident megabytes after a collection, without the part of the heap that is free. */
  private static long megabytes() {
    long used = ProcessMemory.usedMegabytes();
    Assumptions.assumeTrue(used >= 0, "this system does not tell a process's memory: skipped");
    return used;
  }
}
