package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.search.Adjustments;
import java.util.List;

/** A search's adjustments as native code takes them, see {@code choice.torchscript}. */
final class AdjustmentTensors {
  private AdjustmentTensors() {}

  /**
   * Banned ids, closed rows, and each cell's position in rows · pieces, factor and bias.
   *
   * @param owner of the tensors
   * @param rows number of rows
   * @param pieces that the output layer scores
   */
  static List<NDArray> of(NDManager owner, Adjustments adjustments, int rows, int pieces) {
    Adjustments.Cells cells = adjustments.cells();
    long[] places = new long[cells.size()];
    for (int i = 0; i < places.length; i++) {
      long row = Ids.checked(cells.rows()[i], rows, "row");
      places[i] = row * pieces + Ids.checked(cells.ids()[i], pieces, "adjusted");
    }
    return List.of(
        banned(owner, adjustments, pieces),
        owner.create(Ids.checked(adjustments.closed(), rows, "row")),
        owner.create(places),
        owner.create(cells.factors()),
        owner.create(cells.biases()));
  }

  /** The banned ids alone. */
  static NDArray banned(NDManager owner, Adjustments adjustments, int pieces) {
    return owner.create(Ids.checked(adjustments.banned(), pieces, "banned"));
  }
}
