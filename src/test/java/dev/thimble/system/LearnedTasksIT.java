package dev.thimble.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.corpus.Example;
import dev.thimble.model.CellType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Model, training and search together learn tasks that fit into one context vector. */
class LearnedTasksIT {
  private static final int FIRST_ID = 4;

  @TempDir private Path folder;

  @Test
  void copiesSequences() throws IOException {
    copiesSequences(CellType.GRU);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(
      names = {"RNN", "GRU"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyCellCopiesSequences(CellType cell) throws IOException {
    copiesSequences(cell);
  }

  private void copiesSequences(CellType cell) throws IOException {
    List<int[][]> pairs = new ArrayList<>();
    for (int[] row : sequences(12_000)) {
      pairs.add(new int[][] {row, row});
    }
    assertThat(learned(cell, pairs, new LearnedTask(11, 96, 1000))).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void reversesSequences() throws IOException {
    List<int[][]> pairs = new ArrayList<>();
    for (int[] row : sequences(12_000)) {
      int[] reversed = new int[row.length];
      for (int i = 0; i < row.length; i++) {
        reversed[i] = row[row.length - 1 - i];
      }
      pairs.add(new int[][] {row, reversed});
    }
    assertThat(learned(CellType.LSTM, pairs, new LearnedTask(11, 96, 1000)))
        .isGreaterThanOrEqualTo(0.98);
  }

  /* Sums of two bytes: 65,536 in all, 8,192 of them for training, as many others for the test.
   * Source: the bits of both, pairwise from the lowest, as in addition by hand. Target: nine bits,
   * from the lowest. */
  @Tag("slow")
  @Test
  void addsBytes() throws IOException {
    List<int[][]> sums = new ArrayList<>();
    for (int a = 0; a < 256; a++) {
      for (int b = 0; b < 256; b++) {
        int[] source = new int[16];
        for (int i = 0; i < 8; i++) {
          source[2 * i] = FIRST_ID + ((a >> i) & 1);
          source[2 * i + 1] = FIRST_ID + ((b >> i) & 1);
        }
        int[] target = new int[9];
        for (int i = 0; i < 9; i++) {
          target[i] = FIRST_ID + (((a + b) >> i) & 1);
        }
        sums.add(new int[][] {source, target});
      }
    }
    Collections.shuffle(sums, new Random(1));
    List<Example> all = LearnedTask.numbered(sums);
    double accuracy =
        new LearnedTask(2, 96, 1800)
            .accuracy(CellType.LSTM, all.subList(0, 8_192), all.subList(8_192, 16_384), folder);
    assertThat(accuracy).isGreaterThanOrEqualTo(0.99);
  }

  private double learned(CellType cell, List<int[][]> pairs, LearnedTask task) throws IOException {
    List<Example> all = LearnedTask.numbered(pairs);
    int held = all.size() / 12;
    return task.accuracy(cell, all.subList(held, all.size()), all.subList(0, held), folder);
  }

  /* 3 to 7 digits. */
  private static List<int[]> sequences(int size) {
    Random random = new Random(5);
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(random.ints(3 + random.nextInt(5), FIRST_ID, FIRST_ID + 10).toArray());
    }
    return rows;
  }
}
