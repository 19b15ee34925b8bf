package dev.thimble.search;

import java.util.List;

/** The states of an ensemble's models, over the same rows. Owns them until closed. */
public final class EnsembleState<S extends AutoCloseable> implements AutoCloseable {
  private final List<S> states;

  EnsembleState(List<S> states) {
    this.states = List.copyOf(states);
  }

  List<S> states() {
    return states;
  }

  /** Closes every state, whatever one of them throws; the first exception is thrown then. */
  @Override
  public void close() {
    Closing.all(states);
  }
}
