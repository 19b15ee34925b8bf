package dev.thimble.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.corpus.TextLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RunsSpark
final class TextRowsIT {
  private final TextRows texts = new TextRows(LocalSpark.session());

  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static List<String> strings(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.getString(0)).toList();
  }

  @Test
  void linesAreThoseOfTextLines() throws Exception {
    String file = file("a", "\uFEFFone\r\n\n  two\u0085 \rthree\u2028\n\tend");
    assertThat(strings(texts.read(file)))
        .isEqualTo(TextLines.readAll(Path.of(file)))
        .containsExactly("one", "", "  two\u0085 \rthree\u2028", "\tend");
  }

  @Test
  void fileOfManySplitsKeepsItsOrder() throws Exception {
    List<String> lines = IntStream.range(0, 100_000).mapToObj(i -> "line é " + i).toList();
    String file = file("a", lines.stream().collect(Collectors.joining("\n", "", "\n")));
    Dataset<Row> rows = texts.read(file);
    assertThat(rows.rdd().getNumPartitions()).isGreaterThan(3);
    assertThat(strings(rows)).isEqualTo(lines);
  }

  @Test
  void filesAreAlignedLineByLine() throws Exception {
    List<String> lines = IntStream.range(0, 30_000).mapToObj(i -> "a line " + i).toList();
    String one = file("a", String.join("\n", lines));
    String other = file("b", String.join("\n", lines).replace("line", "somewhat longer line"));
    List<Row> rows = texts.aligned(List.of(one, other)).collect();
    assertThat(rows).extracting(row -> row.getString(0)).isEqualTo(lines);
    assertThat(rows)
        .extracting(row -> row.getString(1))
        .isEqualTo(TextLines.readAll(Path.of(other)));
  }

  @Test
  void foldersAndCompressedTextsAreAligned() throws Exception {
    List<String> lines = IntStream.range(0, 40_000).mapToObj(i -> "a line " + i % 999).toList();
    Path parts = Files.createDirectory(folder.resolve("parts"));
    Files.write(parts.resolve("part-0"), lines.subList(0, 25_000));
    Files.write(parts.resolve("part-1"), List.of());
    Files.write(parts.resolve("part-2"), lines.subList(25_000, 40_000));
    Path packed = folder.resolve("packed.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    JavaRDD<Row> rows = texts.aligned(List.of(parts.toString(), packed.toString()));
    assertThat(rows.getNumPartitions()).isEqualTo(1); // no second task decompresses
    assertThat(rows.collect())
        .allMatch(row -> row.getString(0).equals(row.getString(1)))
        .hasSameSizeAs(lines);
    assertThat(texts.aligned(List.of(parts.toString(), parts.toString())).getNumPartitions())
        .isGreaterThan(2);
    String empty = file("empty", "");
    assertThat(texts.aligned(List.of(empty, empty)).collect()).isEmpty();
  }

  @Test
  void faultsOfFilesAreNamed() throws Exception {
    String one = file("a", "x\ny\n");
    String other = file("b", "x\n");
    assertThatThrownBy(() -> texts.aligned(List.of(one, other)))
        .hasMessage(other + " has 1 lines, but " + one + " has 2; they must have the same number");
    assertThatThrownBy(() -> texts.read(folder.resolve("c").toString()))
        .hasMessage(folder.resolve("c") + " does not exist");
    Files.write(folder.resolve("d"), new byte[] {'x', (byte) 0xE9, '\n'});
    assertThatThrownBy(() -> texts.read(folder.resolve("d").toString()).collectAsList())
        .hasStackTraceContaining("is not UTF-8; convert the file");
    assertThatThrownBy(() -> texts.read(file("e", "x\0y")).collectAsList())
        .hasStackTraceContaining("a line has a NUL (0x00), which is not text");
  }
}
