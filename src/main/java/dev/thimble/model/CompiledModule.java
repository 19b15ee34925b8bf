package dev.thimble.model;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.thimble.natives.HeapReserve;
import dev.thimble.natives.NativeLibrary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A module of TorchScript source held in this jar, compiled by libtorch at load. A call of one of
 * its methods is one native call, whatever it does inside. Thread-safe. Owns native memory until
 * closed.
 */
public final class CompiledModule implements AutoCloseable {
  private static volatile @Nullable Engine engine; // once loaded

  private final NDManager manager; // owns the module
  private final PtSymbolBlock block;

  private CompiledModule(NDManager manager, PtSymbolBlock block) {
    this.manager = manager;
    this.block = block;
  }

  /**
   * Compiles a class from a source file beside {@code owner}, with {@link Float32Linear} put in.
   *
   * @param owner the class whose package holds the source
   * @param resource file name of the source
   * @param className the class that the source defines
   * @param attributes the settings it declares: Boolean, Integer or int[]
   */
  public static CompiledModule load(
      Class<?> owner, String resource, String className, Map<String, Object> attributes) {
    return compile(className, Float32Linear.putInto(source(owner, resource)), attributes);
  }

  /** The text of a source file beside {@code owner}. */
  static String source(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the jar beside " + owner);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + resource, e);
    }
  }

  static CompiledModule compile(String className, String source, Map<String, Object> attributes) {
    NDManager manager = newManager();
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try {
      TorchScriptArchive.write(archive, className, source, attributes);
      // DJL's Model.load would leave a temporary folder for each module
      PtSymbolBlock block =
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(archive.toByteArray()), false, false);
      return HeapReserve.call(
          () -> {
            block.freezeParameters(true); // asks for their names
            return new CompiledModule(manager, block);
          });
    } catch (IOException | EngineException e) {
      manager.close();
      throw new IllegalStateException("libtorch does not compile " + className, e);
    }
  }

  /**
   * Begins to load the native library on a thread of its own, while the caller reads files. An
   * error shows where the library is first used.
   */
  public static void loadAhead() {
    Thread thread = // not of a pool: it needs the caller's class loader
        new Thread(
            () -> {
              try {
                Float32Linear.hasOneDnn();
              } catch (RuntimeException | LinkageError e) {
                // comes again at the first use
              }
            },
            "thimble-library");
    thread.setDaemon(true);
    thread.start();
  }

  /** Versions of the libraries below, for a model's provenance. */
  public static Map<String, String> versions() {
    String pytorch = loadEngine().getVersion();
    return Map.of("djl", Engine.getDjlVersion(), "pytorch", pytorch);
  }

  /**
   * Sets how many threads one native operation may use; results are reproducible for equal numbers.
   */
  public static void useThreads(int threads) {
    loadEngine();
    JniUtils.setNumThreads(threads);
  }

  /** Number of threads one native operation may use. */
  public static int threads() {
    loadEngine();
    return JniUtils.getNumThreads();
  }

  /** A manager for arrays that cross into compiled modules; the caller closes it. */
  public static NDManager newManager() {
    return loadEngine().newBaseManager();
  }

  /**
   * Runs a method that returns one tensor or a list of tensors.
   *
   * @param manager owns the results
   * @param method name of the method
   * @param arguments NDArray, list of them, Long, Double, Boolean, long[] or double[], in the
   *     method's order
   */
  public NDArray[] run(NDManager manager, String method, Object... arguments) {
    asWritten();
    IValue[] values = new IValue[arguments.length];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = value(arguments[i]);
      }
      try (IValue result = HeapReserve.call(() -> IValueUtils.runMethod(block, method, values))) {
        PtNDManager owner = (PtNDManager) manager;
        return result.isTensor()
            ? new NDArray[] {result.toTensor(owner)}
            : HeapReserve.call(() -> result.toTensorArray(owner));
      }
    } finally {
      for (IValue value : values) {
        if (value != null) {
          value.close();
        }
      }
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  private static IValue value(Object argument) {
    if (argument instanceof NDArray array) {
      return IValue.from((PtNDArray) array);
    }
    if (argument instanceof List<?> arrays) {
      return IValue.listFrom(arrays.toArray(new PtNDArray[0]));
    }
    if (argument instanceof Long number) {
      return IValue.from(number);
    }
    if (argument instanceof Double number) {
      return IValue.from(number);
    }
    if (argument instanceof Boolean flag) {
      return IValue.from(flag);
    }
    if (argument instanceof long[] numbers) {
      return IValue.listFrom(numbers);
    }
    if (argument instanceof double[] numbers) {
      return IValue.listFrom(numbers);
    }
    throw new IllegalArgumentException("no native value for " + argument.getClass());
  }

  /* libtorch rewrites a method after its first calls, and draws random numbers in another order then: a resumed run would
   * not repeat an unbroken one. The switch is the thread's. */
  private static void asWritten() {
    JniUtils.setGraphExecutorOptimize(false);
  }

  private static Engine loadEngine() {
    Engine loaded = engine;
    if (loaded == null) {
      loaded = NativeLibrary.PYTORCH.load(() -> Engine.getEngine("PyTorch"));
      engine = loaded;
    }
    return loaded;
  }
}
