package dev.thimble.model;

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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A TorchScript module that libtorch compiled from source. A call of one of its methods is one
 * native call, whatever the method does. Thread-safe. Owns native memory until closed.
 *
 * <p>Arguments of a method are NDArray, Long, Double, Boolean, long[], double[], a list of NDArray,
 * or a {@link Tuple} of any of these, in the method's order.
 */
final class CompiledModule implements AutoCloseable {
  /** A tuple argument. */
  record Tuple(Object... values) {}

  private final NDManager manager; // owns the module
  private final PtSymbolBlock block;

  private CompiledModule(NDManager manager, PtSymbolBlock block) {
    this.manager = manager;
    this.block = block;
  }

  /**
   * Compiles a module.
   *
   * @param className the module's class
   * @param source the code that defines it
   * @param attributes its attributes, see {@link TorchScriptArchive#write}
   * @throws IllegalStateException if the source does not compile
   */
  static CompiledModule compile(String className, String source, Map<String, Object> attributes) {
    NDManager manager = NativeRuntime.newManager();
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try {
      TorchScriptArchive.write(archive, className, source, attributes);
      // DJL's Model.load would leave a temporary folder for each module
      PtSymbolBlock block =
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(archive.toByteArray()), false, false);
      return HeapReserve.call(
          () -> {
            block.freezeParameters(true); // allocates their names
            return new CompiledModule(manager, block);
          });
    } catch (IOException | EngineException e) {
      manager.close();
      throw new IllegalStateException("libtorch does not compile " + className, e);
    }
  }

  /** Calls a method that returns nothing. */
  void call(String method, Object... arguments) {
    try (Arguments values = new Arguments(arguments);
        IValue nothing = run(method, values)) {
      assert nothing != null;
    }
  }

  /** Calls a method that returns a tensor, which {@code owner} then owns. */
  NDArray tensor(NDManager owner, String method, Object... arguments) {
    try (Arguments values = new Arguments(arguments);
        IValue result = run(method, values)) {
      return result.toTensor((PtNDManager) owner);
    }
  }

  /** Calls a method that returns a list of tensors, which {@code owner} then owns. */
  NDArray[] tensors(NDManager owner, String method, Object... arguments) {
    try (Arguments values = new Arguments(arguments);
        IValue result = run(method, values)) {
      return HeapReserve.call(() -> result.toTensorArray((PtNDManager) owner));
    }
  }

  private IValue run(String method, Arguments values) {
    // libtorch would rewrite a method after its first calls, and then draw random numbers in
    // another order: a resumed run
    // would not repeat an unbroken one. The switch is the thread's.
    JniUtils.setGraphExecutorOptimize(false);
    return HeapReserve.call(() -> IValueUtils.runMethod(block, method, values.top));
  }

  @Override
  public void close() {
    manager.close();
  }

  /** A call's arguments as native values. */
  private static final class Arguments implements AutoCloseable {
    private final List<IValue> all = new ArrayList<>(); // those inside tuples too
    private final IValue[] top;

    Arguments(Object... arguments) {
      try {
        top = values(arguments);
      } catch (Throwable e) {
        close();
        throw e;
      }
    }

    private IValue[] values(Object... arguments) {
      IValue[] values = new IValue[arguments.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(arguments[i]);
        all.add(values[i]);
      }
      return values;
    }

    private IValue value(Object argument) {
      if (argument instanceof NDArray array) {
        return IValue.from((PtNDArray) array);
      }
      if (argument instanceof List<?> arrays) {
        return IValue.listFrom(arrays.toArray(new PtNDArray[0]));
      }
      if (argument instanceof Tuple tuple) {
        return IValue.tupleFrom(values(tuple.values()));
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

    @Override
    public void close() {
      all.forEach(IValue::close);
    }
  }
}
