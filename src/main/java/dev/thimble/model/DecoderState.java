package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * What the decoder knows of its rows: context vectors, hidden and cell states. Immutable. Owns
 * native memory until closed.
 */
public final class DecoderState implements AutoCloseable {
  private final NDManager manager;
  private final NDArray context; // (rows, contextSize)
  private final NDArray hidden; // (decoderLayers, rows, decoderSize)
  private final NDArray cell; // (decoderLayers, rows, decoderSize)

  private DecoderState(NDManager manager, NDArray context, NDArray hidden, NDArray cell) {
    this.manager = manager;
    this.context = context;
    this.hidden = hidden;
    this.cell = cell;
  }

  /**
   * A state that takes context, hidden and cell over into a manager of its own below {@code
   * parent}.
   */
  static DecoderState adopt(NDManager parent, NDArray[] state) {
    NDManager manager = parent.newSubManager();
    for (NDArray array : state) {
      array.attach(manager);
    }
    return new DecoderState(manager, state[0], state[1], state[2]);
  }

  NDArray context() {
    return context;
  }

  NDArray hidden() {
    return hidden;
  }

  NDArray cell() {
    return cell;
  }

  /** Number of rows. */
  public int rows() {
    return (int) context.getShape().get(0);
  }

  float[][] contextVectors() {
    float[] all = context.toFloatArray();
    int size = all.length / rows();
    float[][] vectors = new float[rows()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = java.util.Arrays.copyOfRange(all, i * size, (i + 1) * size);
    }
    return vectors;
  }

  @Override
  public void close() {
    manager.close();
  }
}
