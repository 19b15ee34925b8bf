package dev.thimble.model;

/** Where the decoder receives the context vector. */
public enum ContextFeed {
  /** Only in its first state (Sutskever et al. 2014). */
  START,
  /** In its first state, in its input at every step, and in the output layer (Cho et al. 2014). */
  EVERY_STEP
}
