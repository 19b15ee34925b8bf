package dev.thimble.cli;

import com.sun.jna.NativeLibrary;
import dev.thimble.model.NativeRuntime;
import dev.thimble.natives.NativeLibraryException;

/**
 * Ends the process without the destructors of libtorch, which take a tenth of the processor time of
 * a short command to free memory that the kernel frees at once. The JVM calls the C library's
 * {@code exit} last, after every shutdown hook, so nothing else is skipped. Only the command line
 * does this, never the library within a user's program.
 */
final class NativeExit {
  private NativeExit() {}

  /** Call this at the end of a command. Does nothing unless the C library is glibc. */
  static void skipDestructors() {
    if (!NativeRuntime.isLoaded() || !System.getProperty("os.name").equals("Linux")) {
      return;
    }
    try {
      dev.thimble.natives.NativeLibrary.JNA.load(NativeExit::register);
    } catch (LinkageError | NativeLibraryException e) {
      // another C library, no JNA, or no folder for its library: the destructors run
    }
  }

  /* Handlers run in reverse order, so this one before those that libtorch registered when it was loaded. It gets the exit
   * code as its first argument, which is what _exit takes. */
  private static int register() {
    NativeLibrary c = NativeLibrary.getInstance("c");
    return c.getFunction("on_exit").invokeInt(new Object[] {c.getFunction("_exit"), null});
  }
}
