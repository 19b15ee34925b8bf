package dev.thimble.cli;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import dev.thimble.natives.NativeLibraryException;
import dev.thimble.training.TrainingListener;
import java.util.function.Supplier;

/**
 * Tunes the native heap for tensors: the C library keeps the pages of freed ones. Every batch and
 * every update allocates the same sizes again. To get them from the kernel each time costs a tenth
 * of the training time or more, and three quarters of the time that encodes a batch, if the C
 * library drops a region of a thread's heap whenever it is empty: the padding at the end of the
 * heap, as large as a region, prevents that.
 *
 * <p>In training, libtorch also asks for huge pages, and oneDNN keeps fewer programs. Huge pages
 * are not for inference: tensors that begin at multiples of 2 MB compete for the same lines of the
 * caches, which makes some processes three times as slow. In training, the kept pages would grow
 * with every new batch shape, because the free memory between used pieces does not fit the next,
 * and with every evaluation, which has other threads; so they are returned to the kernel now and
 * then. The settings hold for the whole process, so only the command line makes them, never the
 * library within a user's program.
 */
final class NativeHeap {
  private static final int TRIM_THRESHOLD = -1; // names of <malloc.h>
  private static final int TOP_PAD = -2;
  private static final int MMAP_THRESHOLD = -3;
  private static final int MAX_KEPT = 2_000_000_000; // bytes
  private static final int MAX_MMAP_THRESHOLD = 32 << 20; // bytes; glibc refuses more
  private static final int REGION = 64 << 20; // bytes: HEAP_MAX_SIZE of glibc's arena.c

  /* oneDNN has a program for each shape of a product, and shapes change with every batch; its default, 1,024, takes some
   * hundred megabytes more, and no less time. */
  private static final String PRIMITIVES = "256";

  private static final int TRIM_EVERY = 200; // updates; to get the pages again takes about 0.1 s

  private NativeHeap() {}

  /** Call this before libtorch is loaded. Does nothing unless the C library is glibc. */
  static void keepPages() {
    call(NativeHeap::tune);
  }

  /** The same for training. */
  static void keepPagesOfTraining() {
    keepPages();
    call(NativeHeap::tuneTraining);
  }

  /** The listener, and after every evaluation and some updates the freed pages are given back. */
  static TrainingListener trimming(TrainingListener listener) {
    return new TrainingListener() {
      @Override
      public void onStart(long update) {
        listener.onStart(update);
      }

      @Override
      public void onUpdate(Update update) {
        listener.onUpdate(update);
        if (update.update() % TRIM_EVERY == 0) {
          call(NativeHeap::trim);
        }
      }

      @Override
      public void onEvaluation(Evaluation evaluation) {
        listener.onEvaluation(evaluation);
        call(NativeHeap::trim);
      }
    };
  }

  private static void call(Supplier<Integer> function) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return;
    }
    try {
      dev.thimble.natives.NativeLibrary.JNA.load(function);
    } catch (LinkageError | NativeLibraryException e) {
      // another C library, no JNA, or no folder for its library: the defaults remain
    }
  }

  /**
   * Gives the pages that are free in every arena back to the kernel; returns 1 if there were any.
   */
  static int trim() {
    return NativeLibrary.getInstance("c").getFunction("malloc_trim").invokeInt(new Object[] {0L});
  }

  private static int tune() {
    NativeLibrary c = NativeLibrary.getInstance("c");
    Function mallopt = c.getFunction("mallopt");
    mallopt.invokeInt(new Object[] {TRIM_THRESHOLD, MAX_KEPT});
    mallopt.invokeInt(new Object[] {TOP_PAD, REGION});
    return mallopt.invokeInt(new Object[] {MMAP_THRESHOLD, MAX_MMAP_THRESHOLD});
  }

  private static int tuneTraining() {
    Function setenv = NativeLibrary.getInstance("c").getFunction("setenv");
    setenv.invokeInt(new Object[] {"THP_MEM_ALLOC_ENABLE", "1", 0});
    return setenv.invokeInt(new Object[] {"ONEDNN_PRIMITIVE_CACHE_CAPACITY", PRIMITIVES, 0});
  }
}
