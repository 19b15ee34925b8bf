package dev.thimble.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Adjustments collected from rows, and their effect on log-probabilities. */
class RowAdjustmentsTest {
  private static final float GONE = Float.NEGATIVE_INFINITY;
  private final RowAdjustments rows = new RowAdjustments(new int[] {0, 2});

  @Test
  void rowsWithoutAdjustmentsLeaveOnlyTheBannedIds() {
    rows.nextRow();
    rows.nextRow();
    assertAdjustments(new int[] {0, 2}, new int[0], "");
    assertThat(rows.toAdjustments().areByRow()).isFalse();
  }

  @Test
  void idsBannedInEveryRowJoinTheBannedIds() {
    for (int row = 0; row < 3; row++) {
      rows.ban(4);
      rows.ban(3);
      rows.nextRow();
    }
    assertAdjustments(new int[] {0, 2, 4, 3}, new int[0], "");
  }

  @Test
  void idBannedInOneRowIsACell() {
    rows.nextRow();
    rows.ban(4);
    rows.nextRow();
    assertAdjustments(new int[] {0, 2}, new int[0], "1,4: 1.0 -Infinity; ");
    assertThat(rows.toAdjustments().areByRow()).isTrue();
  }

  @Test
  void differentBansInRowsAreCells() {
    rows.ban(4);
    rows.nextRow();
    rows.ban(5);
    rows.nextRow();
    assertAdjustments(new int[] {0, 2}, new int[0], "0,4: 1.0 -Infinity; 1,5: 1.0 -Infinity; ");
  }

  @Test
  void factorsMultiplyAndBiasesAdd() {
    rows.scale(4, 2);
    rows.add(4, 0.5);
    rows.scale(4, 3);
    rows.add(4, -2);
    rows.nextRow();
    assertAdjustments(new int[] {0, 2}, new int[0], "0,4: 6.0 -1.5; ");
  }

  @Test
  void banInEveryRowIsLiftedForOne() {
    rows.allow(2);
    rows.allow(4);
    rows.nextRow();
    assertAdjustments(new int[] {0, 2}, new int[0], "0,2: 1.0 0.0; ");
  }

  @Test
  void bannedIdStaysBannedAfterScalingAndAdding() {
    rows.ban(4);
    rows.add(4, 100);
    rows.scale(0, 2);
    rows.add(2, 7);
    rows.nextRow();
    rows.nextRow();
    assertAdjustments(new int[] {0, 2}, new int[0], "0,4: 1.0 -Infinity; ");
  }

  @Test
  void closedRowAllowsTheGivenIdsUnchanged() {
    rows.ban(4);
    rows.scale(5, 2);
    rows.only(List.of(5, 2));
    rows.nextRow();
    rows.nextRow();
    assertAdjustments(new int[] {0, 2}, new int[] {0}, "0,5: 1.0 0.0; 0,2: 1.0 0.0; ");
  }

  @Test
  void closedRowWithoutIdsAllowsNothing() {
    rows.only(List.of());
    rows.nextRow();
    assertAdjustments(new int[] {0, 2}, new int[] {0}, "");
    assertThat(rows.toAdjustments().areByRow()).isTrue();
  }

  @Test
  void bansApplyBeforeClosedRowsBeforeCells() {
    Adjustments adjustments =
        new Adjustments(
            new int[] {1},
            new int[] {1},
            new Adjustments.Cells(
                new int[] {0, 0, 1},
                new int[] {2, 1, 0},
                new float[] {2, 1, 1},
                new float[] {-1, 0, 0}));
    DenseLogProbs logProbs = new DenseLogProbs(new float[][] {{-3, -4, -5}, {-6, -7, -8}});
    Choices all = logProbs.topK(9, adjustments);
    assertThat(all.ids()).isDeepEqualTo(new int[][] {{0, 1, 2}, {0, 1, 2}});
    assertThat(all.logProbs()).isDeepEqualTo(new float[][] {{-3, -4, -5}, {-6, -7, -8}});
    assertThat(all.adjusted()).isDeepEqualTo(new float[][] {{-3, -4, -11}, {-6, GONE, GONE}});
    assertThat(logProbs.topK(1, Adjustments.banning(0)).ids())
        .isDeepEqualTo(new int[][] {{1}, {1}});
    assertThat(logProbs.row(1)).containsExactly(-6, -7, -8);
  }

  private void assertAdjustments(int[] banned, int[] closed, String cells) {
    Adjustments found = rows.toAdjustments();
    assertThat(found.banned()).containsExactly(banned);
    assertThat(found.closed()).containsExactly(closed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < found.cells().size(); i++) {
      text.append(found.cells().rows()[i]).append(',').append(found.cells().ids()[i]);
      text.append(": ").append(found.cells().factors()[i]);
      text.append(' ').append(found.cells().biases()[i]).append("; ");
    }
    assertThat(text).hasToString(cells);
  }
}
