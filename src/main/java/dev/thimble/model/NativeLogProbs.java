package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.search.Adjustments;
import dev.thimble.search.Choices;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Sampling;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Log-probabilities that the output layer computes on demand; only the chosen entries of each row
 * cross to Java.
 */
final class NativeLogProbs implements LogProbs {
  private final NetworkProgram program;
  private final NDManager manager;
  private final NetworkProgram.Readouts readouts;
  private final OutputLayer output;
  private @Nullable NDArray whole; // (rows, pieces), once they were read; a choice takes them

  /** Owns the readouts, in a new manager below {@code parent}. */
  NativeLogProbs(NetworkProgram program, NDManager parent, NetworkProgram.Readouts readouts) {
    this.program = program;
    this.manager = parent.newSubManager();
    this.readouts = readouts;
    output = readouts.output();
    readouts.values().attach(manager);
  }

  @Override
  public Choices topK(int k, Adjustments adjustments) {
    long most = Math.min(k, output.pieces());
    try (NDManager scope = manager.newSubManager()) {
      return entries(
          adjustments.areByRow() || whole != null
              ? program.bestAdjusted(scope, taken(scope), most, tensors(scope, adjustments))
              : program.best(
                  scope,
                  readouts,
                  most,
                  AdjustmentTensors.banned(scope, adjustments, output.pieces())));
    }
  }

  @Override
  public Choices draw(long[] keys, Sampling sampling, Adjustments adjustments) {
    if (keys.length != rows()) {
      throw new IllegalArgumentException(keys.length + " keys for " + rows() + " rows");
    }
    try (NDManager scope = manager.newSubManager()) {
      NetworkProgram.Draw draw = new NetworkProgram.Draw(scope.create(keys), sampling);
      return entries(program.draw(scope, taken(scope), draw, tensors(scope, adjustments)));
    }
  }

  /* The readouts, and the log-probabilities if they are known. A choice may change these in place. */
  private NetworkProgram.Readouts taken(NDManager scope) {
    if (whole == null) {
      return readouts;
    }
    NDArray known = whole;
    whole = null;
    known.attach(scope);
    return new NetworkProgram.Readouts(readouts.values(), output, List.of(known));
  }

  private List<NDArray> tensors(NDManager scope, Adjustments adjustments) {
    return AdjustmentTensors.of(scope, adjustments, rows(), output.pieces());
  }

  /* From ids, log-probabilities and, if they differ, adjusted ones, each (rows, k). */
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

  /** Rows of the given width. */
  static float[][] rows(float[] flat, int width) {
    float[][] rows = new float[flat.length / width][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return rows;
  }

  private int rows() {
    return NativeValues.extent(readouts.values(), 0);
  }

  @Override
  public float[][] of(int[] ids) {
    if (ids.length == 0) {
      return new float[rows()][0];
    }
    long[] columns = Ids.checked(ids, output.pieces(), "wanted");
    try (NDManager scope = manager.newSubManager()) {
      NDArray[] found = program.logProbsOf(scope, readouts, scope.create(columns));
      found[0].attach(manager);
      if (whole != null) {
        whole.close();
      }
      whole = found[0];
      return rows(NativeValues.floats(found[1]), ids.length);
    }
  }

  @Override
  public float[] row(int row) {
    Ids.checked(row, rows(), "row");
    if (whole == null) {
      whole = program.logProbs(manager, readouts);
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
