package dev.thimble.model;

/** How the outputs of the top encoder layer are pooled into the context vector. */
public enum ContextPooling {
  /** The last output of each direction, after it has read the whole source. */
  LAST,
  /**
   * LAST, concatenated with the maximum and the mean of all outputs (concat pooling, Howard and
   * Ruder 2018, section 3.3).
   */
  CONCAT,
  /**
   * LAST, concatenated with the values of eight heads, each a weighted mean of all outputs (Lin et
   * al. 2017, equations 5 to 7). The weights depend on the source alone and are computed once,
   * before decoding. All heads together have twice as many values as an output.
   */
  ATTENTIVE;

  /** Number of heads. */
  static final int HEADS = 8;
}
