package dev.thimble.model;

import dev.thimble.search.Adjustments;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The places of pieces in a shortlist.
 *
 * @param ids of its pieces, ascending; not copied
 */
record ShortlistPlaces(int[] ids) {
  /** The place of a piece; negative if the shortlist lacks it. */
  int of(int id) {
    return Arrays.binarySearch(ids, id);
  }

  /** The places of those wanted pieces that the shortlist has. */
  int[] present(int[] wanted) {
    return Arrays.stream(wanted).map(this::of).filter(at -> at >= 0).toArray();
  }

  /**
   * The places of pieces.
   *
   * @throws IllegalArgumentException if the shortlist lacks one
   */
  int[] all(int[] wanted) {
    return Arrays.stream(wanted).map(id -> of(requirePresent(id))).toArray();
  }

  /**
   * Adjustments by place. One that bans a piece outside the shortlist has no effect.
   *
   * @throws IllegalArgumentException if one allows a piece outside the shortlist
   */
  Adjustments of(Adjustments adjustments) {
    Adjustments.Cells cells = adjustments.cells();
    int[] kept =
        IntStream.range(0, cells.size())
            .filter(i -> of(cells.ids()[i]) >= 0 || !bans(cells, i))
            .toArray();
    int[] rows = new int[kept.length];
    int[] places = new int[kept.length];
    float[] factors = new float[kept.length];
    float[] biases = new float[kept.length];
    for (int i = 0; i < kept.length; i++) {
      rows[i] = cells.rows()[kept[i]];
      places[i] = of(requirePresent(cells.ids()[kept[i]]));
      factors[i] = cells.factors()[kept[i]];
      biases[i] = cells.biases()[kept[i]];
    }
    return new Adjustments(
        present(adjustments.banned()),
        adjustments.closed(),
        new Adjustments.Cells(rows, places, factors, biases));
  }

  private static boolean bans(Adjustments.Cells cells, int i) {
    return cells.biases()[i] == Float.NEGATIVE_INFINITY;
  }

  private int requirePresent(int id) {
    if (of(id) < 0) {
      throw new IllegalArgumentException(
          "piece " + id + " is required, but the shortlist of " + ids.length + " pieces lacks it");
    }
    return id;
  }
}
