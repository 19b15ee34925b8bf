package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.search.LogProbs;
import dev.thimble.search.TopK;

/** Log-probabilities that stay in native memory; only the best few of each row cross to Java. */
final class NativeLogProbs implements LogProbs {
  private final CompiledModule module;
  private final NDManager manager;
  private final NDArray values; // (rows, target vocabulary)

  NativeLogProbs(CompiledModule module, NDManager parent, NDArray values) {
    this.module = module;
    this.manager = parent.newSubManager();
    this.values = values;
    values.attach(manager);
  }

  @Override
  public int rows() {
    return (int) values.getShape().get(0);
  }

  @Override
  public TopK topK(int k, int[] bannedIds) {
    int vocabulary = (int) values.getShape().get(1);
    long[] banned = new long[bannedIds.length];
    for (int i = 0; i < banned.length; i++) {
      banned[i] = BatchTensors.checked(bannedIds[i], vocabulary, "banned");
    }
    try (NDManager scope = manager.newSubManager()) {
      NDArray[] best =
          module.run(scope, "best", values, (long) Math.min(k, vocabulary), scope.create(banned));
      long[] ids = best[0].toLongArray(); // (rows, k)
      float[] logProbs = best[1].toFloatArray(); // (rows, k)
      int rows = rows();
      int width = ids.length / rows;
      int[][] idRows = new int[rows][width];
      float[][] valueRows = new float[rows][width];
      for (int i = 0; i < ids.length; i++) {
        idRows[i / width][i % width] = (int) ids[i];
        valueRows[i / width][i % width] = logProbs[i];
      }
      return new TopK(idRows, valueRows);
    }
  }

  @Override
  public float[] row(int row) {
    BatchTensors.checked(row, rows(), "row");
    try (NDArray one = values.get(row)) { // (target vocabulary)
      return one.toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
