package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * The states of the decoder for a batch of rows. Rows that continue the same hypothesis share
 * hidden and cell states. Immutable. Owns native memory until closed.
 */
public final class DecoderState implements AutoCloseable {
  private final NDManager manager;
  private final NetworkProgram.State tensors;
  private final long[] parents; // (rows), or empty if every row has its own hidden and cell state

  private DecoderState(NDManager manager, NetworkProgram.State tensors, long[] parents) {
    this.manager = manager;
    this.tensors = tensors;
    this.parents = parents;
  }

  /** A state that owns the given tensors, in a new manager below {@code parent}. */
  static DecoderState adopt(NDManager parent, NetworkProgram.State tensors) {
    return adopt(parent, tensors, new long[0]);
  }

  /**
   * The same for rows that share hidden and cell states.
   *
   * @param parents (rows), each row's place among them
   */
  static DecoderState adopt(NDManager parent, NetworkProgram.State tensors, long[] parents) {
    NDManager manager = parent.newSubManager();
    for (NDArray tensor : List.of(tensors.feed(), tensors.hidden(), tensors.cell())) {
      tensor.attach(manager);
    }
    return new DecoderState(manager, tensors, parents);
  }

  NetworkProgram.State tensors() {
    return tensors;
  }

  /** The place of a row's hidden and cell state. */
  int parent(int row) {
    return parents.length == 0 ? row : (int) parents[row];
  }

  /** The places of all rows' states; empty if every row has its own. */
  long[] parents() {
    return parents;
  }

  /** Number of hidden and cell states. */
  int parentCount() {
    return NativeValues.extent(tensors.hidden(), 1);
  }

  /** {@return the number of rows} */
  public int rows() {
    return NativeValues.extent(tensors.feed(), 0);
  }

  @Override
  public void close() {
    manager.close();
  }
}
