package dev.thimble.model;

/** Which embedding matrices are one (Press and Wolf 2017). */
public enum Tying {
  /** Source embedding, target embedding and output layer are three matrices. */
  NONE,
  /** The target embedding is also the output layer. */
  TARGET,
  /** One matrix for all three; both sides must use one vocabulary. */
  ALL
}
