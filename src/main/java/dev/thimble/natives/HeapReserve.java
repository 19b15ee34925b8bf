package dev.thimble.natives;

import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.util.function.Supplier;

/**
 * Ensures free Java heap for native code. The JNI of DJL's libraries allocates strings and arrays
 * on the Java heap without checking for failure, and a failure ends the process. Every native call
 * that allocates there must therefore go through {@link #call}, which ensures enough free heap or
 * throws an {@link OutOfMemoryError} from Java code, from which the caller can recover.
 *
 * <p>Other threads may use up the heap between the check and the allocation in native code. The
 * protection depends on the free heap:
 *
 * <ul>
 *   <li>At least a quarter of the heap or 256 MB is free, as nearly always: no protection is
 *       needed. The check takes nanoseconds.
 *   <li>Less: a soft reference holds a reserve. The virtual machine clears it before any allocation
 *       fails, including one in native code, which then succeeds.
 *   <li>Less than an eighth of the heap or 64 MB, or less than a quarter for a call that allocates
 *       much: 64 MB are allocated and released, which collects garbage or throws. Such calls run
 *       one at a time, so that they do not compete for the reserve.
 * </ul>
 *
 * <p>This does not close the gap: threads that allocate fast enough during a native call can still
 * use up the reserve. Java code cannot prevent that.
 *
 * <p>Thread-safe.
 */
public final class HeapReserve {
  private static final long MAX_HEAP = Runtime.getRuntime().maxMemory();
  private static final int MEGABYTE = 1 << 20;
  private static final long ENOUGH = Math.min(MAX_HEAP / 4, 256 * MEGABYTE);
  private static final long LITTLE = Math.min(MAX_HEAP / 8, 64 * MEGABYTE);
  private static final long RESERVE = Math.min(MAX_HEAP / 16, 32 * MEGABYTE);

  /** Bytes of one array: small enough for every collector to find contiguous space. */
  private static final int PIECE = MEGABYTE / 8;

  /** Bytes that a call may allocate without a reserve of its own. */
  private static final int SMALL_CALL = MEGABYTE / 16;

  private static volatile SoftReference<byte[][]> reserve = new SoftReference<>(null);

  private HeapReserve() {}

  /**
   * Makes a native call that allocates on the Java heap.
   *
   * @param <T> type of the result
   * @param bytes the most that the call allocates
   * @param call made once, on this thread
   * @return what the call returns
   * @throws OutOfMemoryError if the heap is too full; the call was not made
   */
  public static <T> T call(long bytes, Supplier<T> call) {
    if (bytes <= SMALL_CALL) {
      return call(call);
    }
    SoftReference<byte[][]> own = new SoftReference<>(allocate(bytes));
    try {
      return left() >= ENOUGH ? call.get() : alone(call); // a large call may take long
    } finally {
      Reference.reachabilityFence(own);
    }
  }

  /**
   * Makes a native call that allocates some kilobytes on the Java heap.
   *
   * @param <T> type of the result
   * @param call made once, on this thread
   * @return what the call returns
   * @throws OutOfMemoryError if the heap is too full; the call was not made
   */
  public static <T> T call(Supplier<T> call) {
    long left = left();
    if (left >= ENOUGH) {
      return call.get();
    }
    if (left < LITTLE) {
      return alone(call);
    }
    secure();
    return call.get();
  }

  @SuppressWarnings("ThreadPriorityCheck") // yield is only a hint, correctness does not need it
  private static synchronized <T> T alone(Supplier<T> call) {
    byte[][] probe = allocate(LITTLE);
    try {
      secure();
    } finally {
      Reference.reachabilityFence(probe);
    }
    Thread.yield(); // a fresh time slice makes it unlikely that the call is interrupted
    return call.get();
  }

  private static void secure() {
    if (reserve.get() == null) {
      synchronized (HeapReserve.class) {
        if (reserve.get() == null) {
          reserve = new SoftReference<>(allocate(RESERVE));
        }
      }
    }
  }

  private static long left() {
    Runtime runtime = Runtime.getRuntime();
    return MAX_HEAP - runtime.totalMemory() + runtime.freeMemory();
  }

  private static byte[][] allocate(long bytes) {
    return new byte[Math.toIntExact(bytes / PIECE + 1)][PIECE];
  }
}
