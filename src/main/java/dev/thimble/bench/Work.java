package dev.thimble.bench;

/**
 * What a computation costs at least.
 *
 * @param operations floating-point operations, an addition and a multiplication counted as two
 * @param bytes of the weights that it reads
 */
record Work(double operations, double bytes) {
  Work plus(Work other) {
    return new Work(operations + other.operations, bytes + other.bytes);
  }

  Work times(double factor) {
    return new Work(operations * factor, bytes * factor);
  }

  /**
   * The least time in seconds: computing and reading can overlap, so the longer of both.
   *
   * @param rate operations per second
   * @param bandwidth bytes read per second
   */
  double seconds(double rate, double bandwidth) {
    return Math.max(operations / rate, bytes / bandwidth);
  }
}
