package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * What the decoder knows of its rows: what the context vectors feed it, hidden and cell states.
 * Rows that continue the same hypothesis share these. Immutable. Owns native memory until closed.
 */
public final class DecoderState implements AutoCloseable {
  private final NDManager manager;
  private final NDArray feed; // (rows, gates · decoderSize + embeddingSize), or (rows, 0)
  private final NDArray hidden; // (decoderLayers, parents, decoderSize)
  private final NDArray cell; // (decoderLayers, parents, decoderSize)
  private final long[] parents; // (rows), or empty if each row has its own

  private DecoderState(NDManager manager, NDArray[] state, long[] parents) {
    this.manager = manager;
    feed = state[0];
    hidden = state[1];
    cell = state[2];
    this.parents = parents;
  }

  /**
   * A state that takes feed, hidden and cell over into a manager of its own below {@code parent}.
   */
  static DecoderState adopt(NDManager parent, NDArray[] state) {
    return adopt(parent, state, new long[0]);
  }

  /** The same, of rows that share some hidden and cell states. */
  static DecoderState adopt(NDManager parent, NDArray[] state, long[] parents) {
    NDManager manager = parent.newSubManager();
    for (NDArray array : state) {
      array.attach(manager);
    }
    return new DecoderState(manager, state, parents);
  }

  NDArray feed() {
    return feed;
  }

  NDArray hidden() {
    return hidden;
  }

  NDArray cell() {
    return cell;
  }

  /** Which hidden and cell state a row continues. */
  int parent(int row) {
    return parents.length == 0 ? row : (int) parents[row];
  }

  /** The same of every row, as native code takes them; empty if each has its own. */
  long[] parents() {
    return parents;
  }

  /** Number of hidden and cell states. */
  int parentCount() {
    return NativeValues.extent(hidden, 1);
  }

  /** Number of rows. */
  public int rows() {
    return NativeValues.extent(feed, 0);
  }

  @Override
  public void close() {
    manager.close();
  }
}
