package dev.thimble.natives;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A library of native code. Before its first use, {@link #load} chooses the folder to load it from,
 * and unpacks it there if necessary:
 *
 * <ol>
 *   <li>the folder named by the system property {@code thimble.natives}, or by the environment
 *       variable or system property {@code ENGINE_CACHE_DIR} or {@code DJL_CACHE_DIR};
 *   <li>else {@code .djl.ai} in the user's home folder;
 *   <li>else, if there is no home folder, or if {@code .djl.ai} is neither complete nor writable, a
 *       private folder in {@code java.io.tmpdir}. It is deleted when the process ends; if the
 *       process is killed, the next process deletes it.
 * </ol>
 *
 * <p>A folder into which another user may have put code is refused with a {@link
 * NativeLibraryException}; {@code FolderTrust} has the rules. Nothing is checked where files have
 * no POSIX owner and mode, as on Windows. Thread-safe.
 */
public enum NativeLibrary {
  /** libtorch and its JNI. */
  PYTORCH,
  /** SentencePiece's JNI. */
  SENTENCEPIECE,
  /** Java Native Access, which DJL uses as well. */
  JNA;

  private static final NativeFolder FOLDER = new NativeFolder(System::getenv, System::getProperty);

  private static final String JNA_FOLDER = "jna.boot.library.path";
  private static final Map<NativeLibrary, Path> UNPACKED = new EnumMap<>(NativeLibrary.class);

  /**
   * Runs an action that makes DJL load this library. During the action, DJL's system properties
   * name the folder of the library and, unless the program has set {@code ai.djl.offline}, forbid
   * DJL to download anything or to report its use over the network, and DJL logs errors only.
   * Afterwards the settings are restored, so that the program's own use of DJL does not change.
   * Runs one action at a time.
   *
   * @param <T> type of the result
   * @param action run once, on this thread
   * @return what the action returns
   * @throws NativeLibraryException if no folder can be used, or the library is missing, or cannot
   *     be unpacked or loaded
   */
  public <T> T load(Supplier<T> action) {
    synchronized (NativeLibrary.class) {
      Map<String, String> settings = new HashMap<>();
      if (this != JNA) {
        settings.put(NativeFolder.ENGINE_VARIABLE, unpacked(this).toString());
        settings.put("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
      }
      if (System.getProperty(JNA_FOLDER) == null) {
        settings.putAll(jna());
      }
      settings.put(DjlLogging.SIMPLE_LEVEL, System.getProperty(DjlLogging.SIMPLE_LEVEL, "error"));
      try {
        return with(settings, () -> quietly(action));
      } catch (RuntimeException | LinkageError | AssertionError e) { // DJL throws all of these
        NativeLibraryException explained = LoadFailure.explain(e, this == PYTORCH, classLoader());
        if (explained != null) {
          throw explained;
        }
        throw e;
      }
    }
  }

  private static <T> T quietly(Supplier<T> action) {
    Runnable restore = DjlLogging.quiet();
    try {
      return action.get();
    } finally {
      restore.run();
    }
  }

  /* By itself JNA unpacks below user.home, and creates a folder "?" for a user without a home
   * folder. */
  private static Map<String, String> jna() {
    Map<String, String> settings = new HashMap<>();
    settings.put("jna.nounpack", "true");
    try {
      settings.put(JNA_FOLDER, unpacked(JNA).toString());
    } catch (NativeLibraryException e) {
      // JNA is optional for everything that uses it
    }
    return settings;
  }

  private static Path unpacked(NativeLibrary library) {
    return UNPACKED.computeIfAbsent(library, NativeLibrary::unpack);
  }

  /* The folder that is passed to DJL; for JNA, the folder of its file. */
  private static Path unpack(NativeLibrary library) {
    try {
      Bundle bundle = library.bundle(classLoader());
      Path folder = FOLDER.of(bundle);
      bundle.unpack(folder);
      return library == JNA ? bundle.folderOfFirst(folder) : folder;
    } catch (IOException e) {
      throw new NativeLibraryException(
          "the native library " + library + " cannot be unpacked: " + e, e);
    }
  }

  /* The one in which DJL looks for libraries. */
  private static ClassLoader classLoader() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? NativeLibrary.class.getClassLoader() : loader;
  }

  private Bundle bundle(ClassLoader loader) throws IOException {
    return switch (this) {
      case PYTORCH ->
          FOLDER.checkReplacements()
              ? new Bundle(Bundle.PYTORCH, List.of())
              : Bundle.pyTorch(loader);
      case SENTENCEPIECE -> Bundle.sentencePiece(loader);
      case JNA -> Bundle.jna(loader);
    };
  }

  private static <T> T with(Map<String, String> settings, Supplier<T> action) {
    Map<String, String> before = new HashMap<>();
    settings.keySet().forEach(name -> before.put(name, System.getProperty(name)));
    settings.forEach(System::setProperty);
    try {
      return action.get();
    } finally {
      before.forEach(
          (name, value) -> {
            if (value == null) {
              System.clearProperty(name);
            } else {
              System.setProperty(name, value);
            }
          });
    }
  }
}
