package dev.thimble.search;

import java.util.List;

/**
 * The decoder states of an ensemble's models, all with the same rows. Owns them until closed.
 *
 * @param <S> the state of one model
 */
public final class EnsembleState<S extends AutoCloseable> implements AutoCloseable {
  private final List<S> states;

  EnsembleState(List<S> states) {
    this.states = List.copyOf(states);
  }

  List<S> states() {
    return states;
  }

  /** Closes all states, even if one fails, and then throws the first failure. */
  @Override
  public void close() {
    Closing.all(states);
  }
}
