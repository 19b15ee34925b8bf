package dev.thimble.model;

/** What the context vector holds of the top encoder layer's outputs. */
public enum ContextPooling {
  /** The output after the whole source is read, of each direction. */
  LAST,
  /**
   * The same, joined with the greatest and the mean values of all outputs (concat pooling, Howard
   * and Ruder 2018, section 3.3).
   */
  CONCAT,
  /**
   * The last outputs, joined with the values of eight heads, each of which takes a weighted mean of
   * all outputs (Lin et al. 2017, equations 5 to 7). The source alone decides the weights, once,
   * before decoding. All heads together have twice as many values as an output.
   */
  ATTENTIVE;

  /** Number of heads. */
  static final int HEADS = 8;
}
