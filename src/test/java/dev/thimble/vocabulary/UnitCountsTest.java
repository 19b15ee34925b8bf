package dev.thimble.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitCountsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void countsDoNotDependOnTheNumberInMemory(int most) {
    Map<String, Long> expected = new TreeMap<>();
    Random random = new Random(1);
    try (UnitCounts counts = new UnitCounts(most, folder)) {
      for (int i = 0; i < 300; i++) {
        String unit =
            "ab\u2581\uFFFD\uD83D\uDE00".substring(0, random.nextInt(4)) + random.nextInt(20);
        counts.add(unit, 1);
        expected.merge(unit, 1L, Long::sum);
      }
      for (int pass = 0; pass < 2; pass++) {
        List<Map.Entry<String, Long>> given = new ArrayList<>();
        counts.forEach((unit, count) -> given.add(Map.entry(unit, count)));
        assertThat(given).isEqualTo(List.copyOf(expected.entrySet()));
      }
    }
  }

  @Test
  void mostFrequentUnitsAreInOrder() {
    try (UnitCounts counts = new UnitCounts(3, folder)) {
      Stream.of("c", "a", "b", "b", "d", "e", "e", "e", "a", "c")
          .forEach(unit -> counts.add(unit, 1));
      assertThat(counts.mostFrequent(3))
          .hasToString("[Unit[text=a, count=2], Unit[text=b, count=2], Unit[text=e, count=3]]");
      assertThat(counts.mostFrequent(9)).hasSize(5);
      assertThat(counts.mostFrequent(1)).hasToString("[Unit[text=e, count=3]]");
    }
  }

  @Test
  void nothingCountsNothing() {
    try (UnitCounts counts = new UnitCounts()) {
      assertThat(counts.mostFrequent(3)).isEmpty();
    }
  }

  @Test
  void temporaryFilesAreDeleted() throws IOException {
    try (UnitCounts counts = new UnitCounts(1, folder)) {
      counts.add("a", 1);
      counts.add("b", 1);
      assertThat(files()).isEqualTo(2);
    }
    assertThat(files()).isZero();
  }

  @Test
  void fullFolderIsNamed() {
    Path missing = folder.resolve("none");
    try (UnitCounts counts = new UnitCounts(1, missing)) {
      assertThatThrownBy(() -> counts.add("a", 1))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(missing + " cannot hold the counts of words (");
    }
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
