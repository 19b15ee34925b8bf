package dev.thimble.model;

/** Which embedding matrices are shared (Press and Wolf 2017). */
public enum Tying {
  /** Source embedding, target embedding and output layer have three separate matrices. */
  NONE,
  /** Target embedding and output layer share one matrix. */
  TARGET,
  /** All three share one matrix; both sides must share one vocabulary. */
  ALL
}
