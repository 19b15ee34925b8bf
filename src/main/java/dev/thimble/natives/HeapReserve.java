package dev.thimble.natives;

import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.util.function.Supplier;

/**
 * Java heap kept free for native code. The JNI of DJL's libraries allocates strings and arrays on
 * the Java heap without checking for failure, and a failure ends the process. So every native call
 * that allocates there goes through {@link #call}, which makes sure of room, or throws an {@link
 * OutOfMemoryError} from Java code, after which the caller can go on.
 *
 * <p>What has to be prevented is that other threads use up the heap between the check and native
 * code's allocation. It depends on how much of the heap is left:
 *
 * <ul>
 *   <li>A quarter of the heap, or 256 MB: enough, as nearly always. The check takes nanoseconds.
 *   <li>Less: a reserve is held by a soft reference. The virtual machine clears it before any
 *       allocation fails, one in native code too, which gets its memory from there.
 *   <li>Less than an eighth, or 64 MB, or less than a quarter for a call that allocates much: 64 MB
 *       are allocated and given back, which collects garbage or throws. Calls are made one at a
 *       time, so that they are short and leave each other the reserve.
 * </ul>
 *
 * <p>The gap between check and allocation cannot be closed from Java: threads that allocate fast
 * enough while a native call is under way can still use up the reserve.
 *
 * <p>Thread-safe.
 */
public final class HeapReserve {
  private static final long MAX_HEAP = Runtime.getRuntime().maxMemory();
  private static final int MEGABYTE = 1 << 20;
  private static final long ENOUGH = Math.min(MAX_HEAP / 4, 256 * MEGABYTE);
  private static final long LITTLE = Math.min(MAX_HEAP / 8, 64 * MEGABYTE);
  private static final long RESERVE = Math.min(MAX_HEAP / 16, 32 * MEGABYTE);

  /** What is allocated at once: no more than any collector has in one piece. */
  private static final int PIECE = MEGABYTE / 8;

  /** A call that allocates more brings its own reserve. */
  private static final int SMALL_CALL = MEGABYTE / 16;

  private static volatile SoftReference<byte[][]> reserve = new SoftReference<>(null);

  private HeapReserve() {}

  /**
   * Makes a native call that allocates on the Java heap.
   *
   * @param bytes how much it allocates at most
   * @throws OutOfMemoryError if there is no room; the call was not made then
   */
  public static <T> T call(long bytes, Supplier<T> call) {
    if (bytes <= SMALL_CALL) {
      return call(call);
    }
    SoftReference<byte[][]> own = new SoftReference<>(allocate(bytes));
    try {
      return left() >= ENOUGH ? call.get() : alone(call); // it may take long
    } finally {
      Reference.reachabilityFence(own);
    }
  }

  /**
   * Makes a native call that allocates some kilobytes on the Java heap.
   *
   * @throws OutOfMemoryError if there is no room; the call was not made then
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

  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it
  private static synchronized <T> T alone(Supplier<T> call) {
    byte[][] proof = allocate(LITTLE);
    try {
      secure();
    } finally {
      Reference.reachabilityFence(proof);
    }
    Thread.yield(); // then the scheduler is unlikely to stop this thread during the call
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
