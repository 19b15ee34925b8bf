package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.search.Adjustments;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Sampling;
import dev.thimble.search.TopK;
import java.util.Arrays;

/** Log-probabilities that stay in native memory; only chosen entries of each row cross to Java. */
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
  public TopK topK(int k, Adjustments adjustments) {
    long most = Math.min(k, vocabulary());
    try (NDManager scope = manager.newSubManager()) {
      NDArray banned = banned(scope, adjustments);
      if (!adjustments.areByRow()) {
        return entries(module.run(scope, "best", values, most, banned));
      }
      NDArray[] cells = cells(scope, adjustments);
      return entries(
          module.run(
              scope,
              "best_adjusted",
              values,
              most,
              banned,
              cells[0],
              cells[1],
              cells[2],
              cells[3]));
    }
  }

  @Override
  public TopK draw(double[] uniforms, Sampling sampling, Adjustments adjustments) {
    if (uniforms.length != rows()) {
      throw new IllegalArgumentException(
          uniforms.length + " uniform numbers for " + rows() + " rows");
    }
    try (NDManager scope = manager.newSubManager()) {
      NDArray[] cells = cells(scope, adjustments);
      return entries(
          module.run(
              scope,
              "draw",
              values,
              banned(scope, adjustments),
              cells[0],
              cells[1],
              cells[2],
              cells[3],
              scope.create(uniforms),
              new double[] {sampling.temperature(), sampling.topP()},
              (long) Math.min(sampling.topK(), vocabulary())));
    }
  }

  private NDArray banned(NDManager scope, Adjustments adjustments) {
    long[] banned = new long[adjustments.banned().length];
    for (int i = 0; i < banned.length; i++) {
      banned[i] = BatchTensors.checked(adjustments.banned()[i], vocabulary(), "banned");
    }
    return scope.create(banned);
  }

  /* Closed rows, and of each cell its place in rows · vocabulary, its factor and its bias. */
  private NDArray[] cells(NDManager scope, Adjustments adjustments) {
    long[] closed = new long[adjustments.closed().length];
    for (int i = 0; i < closed.length; i++) {
      closed[i] = BatchTensors.checked(adjustments.closed()[i], rows(), "row");
    }
    Adjustments.Cells cells = adjustments.cells();
    long[] places = new long[cells.size()];
    for (int i = 0; i < places.length; i++) {
      long row = BatchTensors.checked(cells.rows()[i], rows(), "row");
      int id = BatchTensors.checked(cells.ids()[i], vocabulary(), "adjusted");
      places[i] = row * vocabulary() + id;
    }
    return new NDArray[] {
      scope.create(closed),
      scope.create(places),
      scope.create(cells.factors()),
      scope.create(cells.biases())
    };
  }

  /* Ids, log-probabilities and, if they are others, adjusted ones, each (rows, k). */
  private static TopK entries(NDArray[] chosen) {
    long[] flat = chosen[0].toLongArray();
    int width = (int) chosen[0].getShape().get(1);
    int[][] ids = new int[flat.length / width][width];
    for (int i = 0; i < flat.length; i++) {
      ids[i / width][i % width] = (int) flat[i];
    }
    float[][] logProbs = rows(chosen[1].toFloatArray(), width);
    return new TopK(
        ids, logProbs, chosen.length == 2 ? logProbs : rows(chosen[2].toFloatArray(), width));
  }

  private static float[][] rows(float[] flat, int width) {
    float[][] rows = new float[flat.length / width][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return rows;
  }

  private int rows() {
    return (int) values.getShape().get(0);
  }

  private int vocabulary() {
    return (int) values.getShape().get(1);
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
