package dev.thimble.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.thimble.natives.NativeLibrary;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The native library of this process: when it is loaded, its threads and versions. Every method but
 * {@link #isLoaded} loads it if necessary. Thread-safe.
 */
public final class NativeRuntime {
  private static volatile @Nullable Engine engine; // once loaded

  private NativeRuntime() {}

  /**
   * Starts to load the library on another thread, so that the caller can read files meanwhile. If
   * loading fails, the first use of the library throws the error.
   */
  public static void loadAhead() {
    Thread thread = // not of a pool: it needs the caller's class loader
        new Thread(
            () -> {
              try {
                NetworkSource.linear();
              } catch (RuntimeException | LinkageError e) {
                // the first use fails in the same way
              }
            },
            "thimble-library");
    thread.setDaemon(true);
    thread.start();
  }

  /** {@return whether the library has been loaded} */
  public static boolean isLoaded() {
    return engine != null;
  }

  /** {@return the versions of DJL and PyTorch, for a model's provenance} */
  public static Map<String, String> versions() {
    String pytorch = engine().getVersion();
    return Map.of("djl", Engine.getDjlVersion(), "pytorch", pytorch);
  }

  /**
   * Sets how many threads one native operation may use. Results are reproducible only with the same
   * number, since it decides the order of sums.
   *
   * @param threads at least 1
   */
  public static void useThreads(int threads) {
    engine();
    JniUtils.setNumThreads(threads);
  }

  /** {@return the number of threads one native operation may use} */
  public static int threads() {
    engine();
    return JniUtils.getNumThreads();
  }

  /** {@return a manager that owns arrays for compiled modules; the caller closes it} */
  public static NDManager newManager() {
    return engine().newBaseManager(Device.cpu()); // by default DJL takes a GPU if there is one
  }

  private static Engine engine() {
    Engine loaded = engine;
    if (loaded == null) {
      loaded = NativeLibrary.PYTORCH.load(() -> Engine.getEngine("PyTorch"));
      engine = loaded;
    }
    return loaded;
  }
}
