package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * What the decoder knows of its rows: what the context vectors feed it, hidden and cell states.
 * Immutable. Owns native memory until closed.
 */
public final class DecoderState implements AutoCloseable {
  private final NDManager manager;
  private final NDArray feed; // (rows, gates · decoderSize + embeddingSize), or (rows, 0)
  private final NDArray hidden; // (decoderLayers, rows, decoderSize)
  private final NDArray cell; // (decoderLayers, rows, decoderSize)

  private DecoderState(NDManager manager, NDArray feed, NDArray hidden, NDArray cell) {
    this.manager = manager;
    this.feed = feed;
    this.hidden = hidden;
    this.cell = cell;
  }

  /**
   * A state that takes feed, hidden and cell over into a manager of its own below {@code parent}.
   */
  static DecoderState adopt(NDManager parent, NDArray[] state) {
    NDManager manager = parent.newSubManager();
    for (NDArray array : state) {
      array.attach(manager);
    }
    return new DecoderState(manager, state[0], state[1], state[2]);
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

  /** Number of rows. */
  public int rows() {
    return (int) feed.getShape().get(0);
  }

  @Override
  public void close() {
    manager.close();
  }
}
