package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.search.Adjustments;
import dev.thimble.search.Choices;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Sampling;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Log-probabilities that the output layer gives when they are asked for; only chosen entries of
 * each row cross to Java.
 */
final class NativeLogProbs implements LogProbs {
  private final CompiledModule module;
  private final NDManager manager;
  private final NDArray readouts; // (rows, readout)
  private final OutputLayer output;
  private @Nullable NDArray whole; // (rows, pieces), once a row was asked for

  NativeLogProbs(CompiledModule module, NDManager parent, NDArray readouts, OutputLayer output) {
    this.module = module;
    this.manager = parent.newSubManager();
    this.readouts = readouts;
    this.output = output;
    readouts.attach(manager);
  }

  @Override
  public Choices topK(int k, Adjustments adjustments) {
    long most = Math.min(k, output.pieces());
    try (NDManager scope = manager.newSubManager()) {
      NDArray banned = banned(scope, adjustments);
      if (!adjustments.areByRow()) {
        return entries(module.run(scope, "best", readouts, output.among(), most, banned));
      }
      NDArray[] cells = cells(scope, adjustments);
      return entries(
          module.run(
              scope,
              "best_adjusted",
              readouts,
              output.among(),
              most,
              banned,
              cells[0],
              cells[1],
              cells[2],
              cells[3]));
    }
  }

  @Override
  public Choices draw(long[] keys, Sampling sampling, Adjustments adjustments) {
    if (keys.length != rows()) {
      throw new IllegalArgumentException(keys.length + " keys for " + rows() + " rows");
    }
    try (NDManager scope = manager.newSubManager()) {
      NDArray[] cells = cells(scope, adjustments);
      return entries(
          module.run(
              scope,
              "draw",
              readouts,
              output.among(),
              banned(scope, adjustments),
              cells[0],
              cells[1],
              cells[2],
              cells[3],
              scope.create(keys),
              new double[] {sampling.temperature(), sampling.topP()},
              (long) Math.min(sampling.topK(), output.pieces())));
    }
  }

  private NDArray banned(NDManager scope, Adjustments adjustments) {
    return scope.create(BatchTensors.checked(adjustments.banned(), output.pieces(), "banned"));
  }

  /* Closed rows, and of each cell its place in rows · vocabulary, its factor and its bias. */
  private NDArray[] cells(NDManager scope, Adjustments adjustments) {
    Adjustments.Cells cells = adjustments.cells();
    long[] places = new long[cells.size()];
    for (int i = 0; i < places.length; i++) {
      long row = BatchTensors.checked(cells.rows()[i], rows(), "row");
      int id = BatchTensors.checked(cells.ids()[i], output.pieces(), "adjusted");
      places[i] = row * output.pieces() + id;
    }
    return new NDArray[] {
      scope.create(BatchTensors.checked(adjustments.closed(), rows(), "row")),
      scope.create(places),
      scope.create(cells.factors()),
      scope.create(cells.biases())
    };
  }

  /* Ids, log-probabilities and, if they are others, adjusted ones, each (rows, k). */
  private static Choices entries(NDArray[] chosen) {
    long[] flat = NativeValues.longs(chosen[0]);
    int width = NativeValues.extent(chosen[0], 1);
    int[][] ids = new int[flat.length / width][width];
    for (int i = 0; i < flat.length; i++) {
      ids[i / width][i % width] = (int) flat[i];
    }
    float[][] logProbs = rows(NativeValues.floats(chosen[1]), width);
    return new Choices(
        ids, logProbs, chosen.length == 2 ? logProbs : rows(NativeValues.floats(chosen[2]), width));
  }

  private static float[][] rows(float[] flat, int width) {
    float[][] rows = new float[flat.length / width][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return rows;
  }

  private int rows() {
    return NativeValues.extent(readouts, 0);
  }

  @Override
  public float[] row(int row) {
    BatchTensors.checked(row, rows(), "row");
    if (whole == null) {
      whole = module.run(manager, "log_probs", readouts, output.among())[0];
    }
    try (NDArray one = whole.get(row)) { // (pieces)
      return NativeValues.floats(one);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
