package dev.thimble.cli;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import dev.thimble.natives.NativeLibraryException;

/**
 * Has the C library keep the pages that tensors gave back, and libtorch ask for large ones. Every
 * update allocates the same few hundred megabytes: fetched from the kernel anew each time, they
 * cost a tenth of a training's time and more. For a process of our own only, never within a user's
 * program.
 */
final class NativeHeap {
  private static final int TRIM_THRESHOLD = -1; // names of <malloc.h>
  private static final int MMAP_THRESHOLD = -3;
  private static final int MOST_KEPT = 2_000_000_000; // bytes
  private static final int LARGEST_MMAP_THRESHOLD = 32 << 20; // bytes; glibc refuses more

  private NativeHeap() {}

  /** Takes effect if libtorch is not loaded yet, and the C library is glibc; else does nothing. */
  static void keepPages() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return;
    }
    try {
      dev.thimble.natives.NativeLibrary.JNA.load(NativeHeap::tune);
    } catch (UnsatisfiedLinkError | NativeLibraryException e) {
      // another C library, or no folder for JNA: what libtorch does by itself will do
    }
  }

  private static int tune() {
    NativeLibrary c = NativeLibrary.getInstance("c");
    c.getFunction("setenv").invokeInt(new Object[] {"THP_MEM_ALLOC_ENABLE", "1", 0});
    Function mallopt = c.getFunction("mallopt");
    mallopt.invokeInt(new Object[] {TRIM_THRESHOLD, MOST_KEPT});
    return mallopt.invokeInt(new Object[] {MMAP_THRESHOLD, LARGEST_MMAP_THRESHOLD});
  }
}
