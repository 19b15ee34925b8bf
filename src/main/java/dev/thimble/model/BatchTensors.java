package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.thimble.corpus.Batch;
import java.util.Arrays;

/**
 * A batch as the compiled source takes it: time-major ids, and where the real target tokens stand.
 */
final class BatchTensors {
  private final ModelConfig config;
  private final NDManager manager;

  BatchTensors(ModelConfig config, NDManager manager) {
    this.config = config;
    this.manager = manager;
  }

  /** Source lengths, eos counted. */
  static long[] lengths(int[][] sources) {
    return Arrays.stream(sources).mapToLong(source -> source.length + 1L).toArray();
  }

  /** Source ids (T, B), each row ended by eos. Rows stand in order of falling length. */
  NDArray source(int[][] sources) {
    int rows = sources.length;
    int steps = sources[0].length + 1;
    long[] ids = new long[steps * rows];
    Arrays.fill(ids, config.specialTokens().pad());
    for (int b = 0; b < rows; b++) {
      int[] source = sources[b];
      int length = source.length;
      for (int t = 0; t < length; t++) {
        int id = source[config.reverseSource() ? length - 1 - t : t];
        ids[t * rows + b] = checked(id, config.sourceVocabularySize(), "source");
      }
      ids[length * rows + b] = config.specialTokens().eos();
    }
    return manager.create(ids, new Shape(steps, rows));
  }

  /**
   * Decoder inputs (U, B) from bos on; then, in time-major order of the real tokens, their gold ids
   * (N) and positions (N) in U · B.
   */
  NDArray[] target(Batch batch) {
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
                : checked(target[t], config.targetVocabularySize(), "target");
        real[n++] = (long) t * rows + b;
      }
    }
    return new NDArray[] {
      manager.create(previous, new Shape(steps, rows)), manager.create(gold), manager.create(real)
    };
  }

  /** Ids as native code takes them. */
  static long[] checked(int[] ids, int size, String side) {
    long[] checked = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      checked[i] = checked(ids[i], size, side);
    }
    return checked;
  }

  /* An id out of range would end the whole process in native code. */
  static int checked(int id, int size, String side) {
    if (id < 0 || id >= size) {
      throw new IllegalArgumentException(
          side + " id " + id + " is not in the vocabulary of " + size + " pieces");
    }
    return id;
  }
}
