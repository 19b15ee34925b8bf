package dev.thimble.model;

import dev.thimble.search.Adjustments;
import dev.thimble.search.Choices;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Sampling;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Log-probabilities over a shortlist, addressed by the ids of the whole vocabulary. */
final class ShortlistLogProbs implements LogProbs {
  private final LogProbs few;
  private final int[] ids; // of the shortlist, ascending
  private final int vocabulary;

  ShortlistLogProbs(LogProbs few, int[] ids, int vocabulary) {
    this.few = few;
    this.ids = ids;
    this.vocabulary = vocabulary;
  }

  @Override
  public Choices topK(int k, Adjustments adjustments) {
    return named(few.topK(k, placed(adjustments)));
  }

  @Override
  public Choices draw(long[] keys, Sampling sampling, Adjustments adjustments) {
    return named(few.draw(keys, sampling, placed(adjustments)));
  }

  @Override
  public float[][] of(int[] wanted) {
    float[][] own = few.of(places(ids, wanted));
    float[][] values = new float[own.length][wanted.length];
    for (int row = 0; row < values.length; row++) {
      int at = 0;
      for (int i = 0; i < wanted.length; i++) {
        values[row][i] = place(wanted[i]) >= 0 ? own[row][at++] : Float.NEGATIVE_INFINITY;
      }
    }
    return values;
  }

  @Override
  public float[] row(int row) {
    float[] all = new float[vocabulary];
    Arrays.fill(all, Float.NEGATIVE_INFINITY);
    float[] own = few.row(row);
    for (int i = 0; i < ids.length; i++) {
      all[ids[i]] = own[i];
    }
    return all;
  }

  @Override
  public void close() {
    few.close();
  }

  private Choices named(Choices found) {
    int[][] named =
        Arrays.stream(found.ids())
            .map(row -> Arrays.stream(row).map(place -> ids[place]).toArray())
            .toArray(int[][]::new);
    return new Choices(named, found.logProbs(), found.adjusted());
  }

  /* An adjustment that bans a piece outside the shortlist has no effect; one that allows it is an error. */
  private Adjustments placed(Adjustments adjustments) {
    Adjustments.Cells cells = adjustments.cells();
    int[] kept =
        IntStream.range(0, cells.size())
            .filter(i -> isPresent(cells.ids()[i], cells.biases()[i]))
            .toArray();
    int[] rows = new int[kept.length];
    int[] places = new int[kept.length];
    float[] factors = new float[kept.length];
    float[] biases = new float[kept.length];
    for (int i = 0; i < kept.length; i++) {
      rows[i] = cells.rows()[kept[i]];
      places[i] = place(cells.ids()[kept[i]]);
      factors[i] = cells.factors()[kept[i]];
      biases[i] = cells.biases()[kept[i]];
    }
    return new Adjustments(
        places(ids, adjustments.banned()),
        adjustments.closed(),
        new Adjustments.Cells(rows, places, factors, biases));
  }

  /** The places in a shortlist, whose ids ascend, of those wanted ids that it has. */
  static int[] places(int[] ids, int[] wanted) {
    return Arrays.stream(wanted)
        .map(id -> Arrays.binarySearch(ids, id))
        .filter(at -> at >= 0)
        .toArray();
  }

  private boolean isPresent(int id, float bias) {
    boolean present = place(id) >= 0;
    if (!present && bias != Float.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "piece " + id + " is required, but the shortlist of " + ids.length + " pieces lacks it");
    }
    return present;
  }

  private int place(int id) {
    return Arrays.binarySearch(ids, id);
  }
}
