package dev.thimble.model;

/** What the context vector holds of the top encoder layer's outputs. */
public enum ContextPooling {
  /** The output after the whole source is read, of each direction. */
  LAST,
  /**
   * The same, joined with the greatest and the mean values of all outputs (concat pooling, Howard
   * and Ruder 2018, section 3.3).
   */
  CONCAT
}
