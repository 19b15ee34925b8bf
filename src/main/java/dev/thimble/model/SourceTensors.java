package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Source sentences as the network takes them.
 *
 * @param ids (T, B), time-major; each row ends with eos and is then padded
 * @param lengths (B), eos included, decreasing
 */
record SourceTensors(NDArray ids, long[] lengths) {
  /**
   * The tensors of source sentences, owned by {@code owner}.
   *
   * @param sources ids without eos, in order of decreasing length; a language model ignores them
   */
  static SourceTensors of(NDManager owner, ModelConfig config, int[][] sources) {
    return config.hasEncoder()
        ? tensors(owner, config, sources)
        : tensors(owner, config, new int[sources.length][0]);
  }

  private static SourceTensors tensors(NDManager owner, ModelConfig config, int[][] sources) {
    int rows = sources.length;
    int steps = sources[0].length + 1;
    long[] ids = new long[steps * rows];
    Arrays.fill(ids, config.specialTokens().pad());
    for (int b = 0; b < rows; b++) {
      int[] source = sources[b];
      int length = source.length;
      for (int t = 0; t < length; t++) {
        int id = source[config.reverseSource() ? length - 1 - t : t];
        ids[t * rows + b] = Ids.checked(id, config.sourceVocabularySize(), "source");
      }
      ids[length * rows + b] = config.specialTokens().eos();
    }
    long[] lengths = Arrays.stream(sources).mapToLong(source -> source.length + 1L).toArray();
    return new SourceTensors(owner.create(ids, new Shape(steps, rows)), lengths);
  }
}
