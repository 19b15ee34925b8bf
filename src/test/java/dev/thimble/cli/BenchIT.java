package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The output of {@code thimble bench}; the values depend on the machine. */
class BenchIT {
  @Test
  void everyFigureIsAPositiveNumberInEachComputeType() {
    CommandRun run =
        CommandRun.of(
            ("bench --vocabulary-size 300 --embedding-size 16 --encoder-size 16 --decoder-size 16"
                    + " --length 3 --seconds 0.01 --threads 1 --tsv")
                .split(" "));
    assertThat(run.code()).isZero();
    List<String[]> rows = run.out().lines().map(line -> line.split("\t", -1)).toList();
    // another test may have loaded the native library before
    assertThat(rows.stream().filter(row -> !row[0].startsWith("load of the native library")))
        .allSatisfy(row -> assertThat(Double.parseDouble(row[2])).as(row[0]).isPositive());
    assertThat(rows.stream().filter(row -> row[0].equals("greedy, 1 sentence, ms")))
        .extracting(row -> row[1])
        .containsExactly("FLOAT32", "BFLOAT16", "INT8");
    assertThat(rows).anySatisfy(row -> assertThat(row[0]).isEqualTo("parameters"));
  }
}
