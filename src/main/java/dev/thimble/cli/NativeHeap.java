package dev.thimble.cli;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import dev.thimble.natives.NativeLibraryException;

/**
 * Tunes the native heap for training: the C library keeps the pages of freed tensors, and libtorch
 * asks for huge pages. Every update allocates the same few hundred megabytes; to get them from the
 * kernel each time costs a tenth of the training time or more. The settings hold for the whole
 * process, so only the command line makes them, never the library within a user's program.
 */
final class NativeHeap {
  private static final int TRIM_THRESHOLD = -1; // names of <malloc.h>
  private static final int MMAP_THRESHOLD = -3;
  private static final int MAX_KEPT = 2_000_000_000; // bytes
  private static final int MAX_MMAP_THRESHOLD = 32 << 20; // bytes; glibc refuses more

  private NativeHeap() {}

  /** Call this before libtorch is loaded. Does nothing unless the C library is glibc. */
  static void keepPages() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return;
    }
    try {
      dev.thimble.natives.NativeLibrary.JNA.load(NativeHeap::tune);
    } catch (LinkageError | NativeLibraryException e) {
      // another C library, no JNA, or no folder for its library: the defaults remain
    }
  }

  private static int tune() {
    NativeLibrary c = NativeLibrary.getInstance("c");
    c.getFunction("setenv").invokeInt(new Object[] {"THP_MEM_ALLOC_ENABLE", "1", 0});
    Function mallopt = c.getFunction("mallopt");
    mallopt.invokeInt(new Object[] {TRIM_THRESHOLD, MAX_KEPT});
    return mallopt.invokeInt(new Object[] {MMAP_THRESHOLD, MAX_MMAP_THRESHOLD});
  }
}
