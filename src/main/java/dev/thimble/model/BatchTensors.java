package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.thimble.corpus.Batch;
import java.util.Arrays;

/**
 * A batch as the network takes it. The real target tokens, eos included, are numbered in time-major
 * order.
 *
 * @param previous (U, B), the decoder's inputs: bos, then the target without its eos, then padding
 * @param gold (N), ids of the real target tokens
 * @param real (N), their positions in U · B
 */
record BatchTensors(SourceTensors source, NDArray previous, NDArray gold, NDArray real) {
  /** The tensors of a batch, owned by {@code owner}. */
  static BatchTensors of(NDManager owner, ModelConfig config, Batch batch) {
    int[][] targets = batch.target();
    int rows = targets.length;
    int steps = batch.longestTarget() + 1;
    long[] previous = new long[steps * rows];
    Arrays.fill(previous, config.specialTokens().pad());
    long[] gold = new long[batch.targetTokens()];
    long[] real = new long[gold.length];
    int n = 0;
    for (int t = 0; t < steps; t++) {
      for (int b = 0; b < rows; b++) {
        int[] target = targets[b];
        if (t > target.length) {
          continue;
        }
        previous[t * rows + b] = t == 0 ? config.specialTokens().bos() : target[t - 1];
        gold[n] =
            t == target.length
                ? config.specialTokens().eos()
                : Ids.checked(target[t], config.targetVocabularySize(), "target");
        real[n++] = (long) t * rows + b;
      }
    }
    return new BatchTensors(
        SourceTensors.of(owner, config, batch.source()),
        owner.create(previous, new Shape(steps, rows)),
        owner.create(gold),
        owner.create(real));
  }
}
