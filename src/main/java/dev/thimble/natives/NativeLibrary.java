package dev.thimble.natives;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A library of native code. Before its first use {@link #load} decides which folder it is loaded
 * from, and unpacks it there if need be:
 *
 * <ol>
 *   <li>the folder named by the system property {@code thimble.natives}, or by {@code
 *       ENGINE_CACHE_DIR} or {@code DJL_CACHE_DIR}, environment variables or system properties;
 *   <li>else {@code .djl.ai} in the user's home folder;
 *   <li>else, if there is no home folder, or the cache in it is neither complete nor writable, a
 *       private folder in {@code java.io.tmpdir}, which is deleted when the process ends. What a
 *       killed process has left is deleted by the next.
 * </ol>
 *
 * <p>A folder that another user could have put code into is refused by a {@link
 * NativeLibraryException}; {@code FolderTrust} says when. Where files have no owner and mode, as on
 * Windows, nothing is checked.
 */
public enum NativeLibrary {
  /** libtorch and its JNI. */
  PYTORCH,
  /** SentencePiece's JNI. */
  SENTENCEPIECE,
  /** Java Native Access, which DJL uses, too. */
  JNA;

  private static final NativeFolder FOLDER = new NativeFolder(System::getenv, System::getProperty);

  private static final String JNA_FOLDER = "jna.boot.library.path";
  private static final Map<NativeLibrary, Path> UNPACKED = new EnumMap<>(NativeLibrary.class);

  /**
   * Runs work that loads this library, or that may report its use. For its time DJL's system
   * properties say where the library is, and, unless the program has set it otherwise, that nothing
   * may be fetched or reported over the network ({@code ai.djl.offline}); afterwards they are as
   * before, so that the program's own use of DJL is not changed. One thread at a time.
   *
   * @throws NativeLibraryException if there is no folder to load from
   */
  public <T> T load(Supplier<T> work) {
    synchronized (NativeLibrary.class) {
      Map<String, String> settings = new HashMap<>();
      if (this != JNA) {
        settings.put(NativeFolder.ENGINE_VARIABLE, unpacked(this).toString());
        settings.put("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
      }
      if (System.getProperty(JNA_FOLDER) == null) {
        settings.putAll(jna());
      }
      return with(settings, work);
    }
  }

  /* JNA would unpack itself below user.home, where a folder "?" is made for users without one. */
  private static Map<String, String> jna() {
    Map<String, String> settings = new HashMap<>();
    settings.put("jna.nounpack", "true");
    try {
      settings.put(JNA_FOLDER, unpacked(JNA).toString());
    } catch (NativeLibraryException e) {
      // all that needs JNA can do without
    }
    return settings;
  }

  private static Path unpacked(NativeLibrary library) {
    return UNPACKED.computeIfAbsent(library, NativeLibrary::unpack);
  }

  /* The folder for DJL, or for JNA the one that its file is in. */
  private static Path unpack(NativeLibrary library) {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader(); // as DJL does
      Bundle bundle =
          library.bundle(loader == null ? NativeLibrary.class.getClassLoader() : loader);
      Path folder = FOLDER.of(bundle);
      bundle.unpack(folder);
      return library == JNA ? bundle.folderOfFirst(folder) : folder;
    } catch (IOException e) {
      throw new NativeLibraryException(
          "the native library " + library + " cannot be unpacked: " + e, e);
    }
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

  private static <T> T with(Map<String, String> settings, Supplier<T> work) {
    Map<String, String> before = new HashMap<>();
    settings.keySet().forEach(name -> before.put(name, System.getProperty(name)));
    settings.forEach(System::setProperty);
    try {
      return work.get();
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
