package dev.thimble.search;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Log-probabilities in Java arrays: the reference implementation of {@link LogProbs}, for ensembles
 * and tests. Equal values stay in the order of their ids. For one thread; {@link #close} does
 * nothing.
 */
final class DenseLogProbs implements LogProbs {
  private final float[][] rows; // (rows, target vocabulary)

  /** Wraps the arrays without a copy: (rows, target vocabulary), all of one length. */
  DenseLogProbs(float[][] rows) {
    this.rows = rows;
  }

  @Override
  public Choices topK(int k, Adjustments adjustments) {
    float[][] adjusted = adjusted(adjustments);
    int[][] ids = new int[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      ids[i] = best(adjusted[i], Math.min(k, adjusted[i].length));
    }
    return gather(ids, adjusted);
  }

  @Override
  public Choices draw(long[] keys, Sampling sampling, Adjustments adjustments) {
    float[][] adjusted = adjusted(adjustments);
    int[][] ids = new int[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      ids[i] = new int[] {draw(adjusted[i], sampling, keys[i])};
    }
    return gather(ids, adjusted);
  }

  @Override
  public float[][] of(int[] ids) {
    float[][] values = new float[rows.length][ids.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < ids.length; j++) {
        values[i][j] = rows[i][ids[j]];
      }
    }
    return values;
  }

  @Override
  public float[] row(int row) {
    return rows[row].clone();
  }

  @Override
  public void close() {}

  private Choices gather(int[][] ids, float[][] adjusted) {
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
    return new Choices(ids, own, changed);
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

  /* Insertion into a sorted list of k: fast for small k. Ties keep the order of the ids. */
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

  private static int draw(float[] values, Sampling sampling, long key) {
    float least = least(values, sampling);
    int drawn = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int id = 0; id < values.length; id++) {
      if (Float.isNaN(values[id])) {
        return id; // for the caller to report
      }
      double perturbed = values[id] / sampling.temperature() + GumbelNoise.of(key, id);
      if (values[id] >= least && perturbed > best) {
        drawn = id;
        best = perturbed;
      }
    }
    return drawn;
  }

  /* The smallest value that top-k and top-p keep. */
  private static float least(float[] values, Sampling sampling) {
    if (sampling.topK() == 0 && sampling.topP() == 1) {
      return Float.NEGATIVE_INFINITY;
    }
    float[] rising = values.clone();
    Arrays.sort(rising);
    int last = rising.length - 1;
    int end = sampling.topK() == 0 ? 0 : Math.max(0, rising.length - sampling.topK());
    if (sampling.topP() == 1) {
      return rising[end];
    }
    double[] masses =
        IntStream.rangeClosed(end, last)
            .mapToDouble(i -> Math.exp((rising[i] - rising[last]) / sampling.temperature()))
            .toArray();
    double total = Arrays.stream(masses).sum();
    double mass = 0;
    int at = rising.length;
    while (at > end && mass < sampling.topP() * total) {
      at--;
      mass += masses[at - end];
    }
    return rising[at];
  }
}
