package dev.thimble.model;

import dev.thimble.search.Adjustments;
import dev.thimble.search.Choices;
import dev.thimble.search.LogProbs;
import dev.thimble.search.Sampling;
import java.util.Arrays;

/** Log-probabilities over a shortlist, addressed by the ids of the whole vocabulary. */
final class ShortlistLogProbs implements LogProbs {
  private final LogProbs few;
  private final ShortlistPlaces places;
  private final int vocabulary;

  ShortlistLogProbs(LogProbs few, ShortlistPlaces places, int vocabulary) {
    this.few = few;
    this.places = places;
    this.vocabulary = vocabulary;
  }

  @Override
  public Choices topK(int k, Adjustments adjustments) {
    return named(few.topK(k, places.of(adjustments)));
  }

  @Override
  public Choices draw(long[] keys, Sampling sampling, Adjustments adjustments) {
    return named(few.draw(keys, sampling, places.of(adjustments)));
  }

  @Override
  public float[][] of(int[] wanted) {
    float[][] own = few.of(places.present(wanted));
    float[][] values = new float[own.length][wanted.length];
    for (int row = 0; row < values.length; row++) {
      int at = 0;
      for (int i = 0; i < wanted.length; i++) {
        values[row][i] = places.of(wanted[i]) >= 0 ? own[row][at++] : Float.NEGATIVE_INFINITY;
      }
    }
    return values;
  }

  @Override
  public float[] row(int row) {
    float[] all = new float[vocabulary];
    Arrays.fill(all, Float.NEGATIVE_INFINITY);
    float[] own = few.row(row);
    for (int i = 0; i < own.length; i++) {
      all[places.ids()[i]] = own[i];
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
            .map(row -> Arrays.stream(row).map(place -> places.ids()[place]).toArray())
            .toArray(int[][]::new);
    return new Choices(named, found.logProbs(), found.adjusted());
  }
}
