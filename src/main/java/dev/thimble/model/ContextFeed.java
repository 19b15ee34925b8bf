package dev.thimble.model;

/** Where the decoder receives the context vector. */
public enum ContextFeed {
  /** Only in its first state (Sutskever et al. 2014). */
  START,
  /** In its first state, in its input at every step, and in the output layer (Cho et al. 2014). */
  EVERY_STEP,
  /**
   * As EVERY_STEP, but the output layer receives it through a gate that the decoder's output
   * controls for each entry of the context vector (after Tu et al. 2017, section 3).
   */
  GATED;

  /** {@return whether the decoder receives it at every step} */
  public boolean everyStep() {
    return this != START;
  }
}
