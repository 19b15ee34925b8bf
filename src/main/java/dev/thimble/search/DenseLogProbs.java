package dev.thimble.search;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Log-probabilities as arrays of Java, for scorers that are not native: the plain statement of what
 * {@link LogProbs} asks. Equal values stand in the order of their ids. For one thread; nothing to
 * close.
 */
public final class DenseLogProbs implements LogProbs {
  private final float[][] rows; // (rows, target vocabulary)

  /** Over the arrays themselves, (rows, target vocabulary), all of one length. */
  public DenseLogProbs(float[][] rows) {
    this.rows = rows;
  }

  @Override
  public TopK topK(int k, Adjustments adjustments) {
    float[][] adjusted = adjusted(adjustments);
    int[][] ids = new int[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      ids[i] = best(adjusted[i], Math.min(k, adjusted[i].length));
    }
    return gather(ids, adjusted);
  }

  @Override
  public TopK draw(double[] uniforms, Sampling sampling, Adjustments adjustments) {
    float[][] adjusted = adjusted(adjustments);
    int[][] ids = new int[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      ids[i] = new int[] {draw(adjusted[i], sampling, uniforms[i])};
    }
    return gather(ids, adjusted);
  }

  @Override
  public float[] row(int row) {
    return rows[row].clone();
  }

  @Override
  public void close() {}

  private TopK gather(int[][] ids, float[][] adjusted) {
    float[][] own = new float[ids.length][];
    float[][] changed = new float[ids.length][];
    for (int i = 0; i < ids.length; i++) {
      own[i] = new float[ids[i].length];
      changed[i] = new float[ids[i].length];
      for (int j = 0; j < ids[i].length; j++) {
        own[i][j] = rows[i][ids[i][j]];
        changed[i][j] = adjusted[i][ids[i][j]];
      }
    }
    return new TopK(ids, own, changed);
  }

  private float[][] adjusted(Adjustments adjustments) {
    float[][] adjusted = Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    for (float[] row : adjusted) {
      for (int id : adjustments.banned()) {
        row[id] = Float.NEGATIVE_INFINITY;
      }
    }
    for (int row : adjustments.closed()) {
      Arrays.fill(adjusted[row], Float.NEGATIVE_INFINITY);
    }
    Adjustments.Cells cells = adjustments.cells();
    for (int i = 0; i < cells.size(); i++) {
      int row = cells.rows()[i];
      int id = cells.ids()[i];
      adjusted[row][id] = cells.factors()[i] * rows[row][id] + cells.biases()[i];
    }
    return adjusted;
  }

  /* For few of many: each value moves up past what it beats. */
  private static int[] best(float[] values, int k) {
    int[] best = new int[k];
    for (int id = 0; id < values.length; id++) {
      int place = Math.min(id, k);
      while (place > 0 && Float.compare(values[id], values[best[place - 1]]) > 0) {
        place--;
      }
      if (place < k) {
        System.arraycopy(best, place, best, place + 1, Math.min(id, k - 1) - place);
        best[place] = id;
      }
    }
    return best;
  }

  private static int[] bestFirst(float[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted((a, b) -> Float.compare(values[b], values[a]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int draw(float[] values, Sampling sampling, double uniform) {
    boolean all = sampling.topK() == 0 && sampling.topP() == 1;
    int[] order = all ? IntStream.range(0, values.length).toArray() : bestFirst(values);
    int kept = sampling.topK() == 0 ? order.length : Math.min(sampling.topK(), order.length);
    double best = values[order[0]];
    for (float value : values) {
      best = Math.max(best, value);
    }
    if (Double.isNaN(best)) {
      return bestFirst(values)[0]; // the piece that is not a number, for the caller to report
    }
    double[] cumulative = new double[kept];
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      sum += Math.exp((values[order[i]] - best) / sampling.temperature());
      cumulative[i] = sum;
    }
    int nucleus = 0;
    while (nucleus < kept - 1 && cumulative[nucleus] < sampling.topP() * sum) {
      nucleus++;
    }
    double target = uniform * cumulative[nucleus];
    int drawn = 0;
    while (drawn < nucleus && cumulative[drawn] <= target) {
      drawn++;
    }
    return order[drawn];
  }
}
