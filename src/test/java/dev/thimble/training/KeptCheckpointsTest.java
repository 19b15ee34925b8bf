package dev.thimble.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptCheckpointsTest {
  @TempDir private Path run;

  @Test
  void latestAreKeptByNumber() throws IOException {
    write("update-9/manifest.json", "update-10/manifest.json", "update-100/manifest.json");
    new KeptCheckpoints(run).keepLatest(2);
    assertThat(names()).containsExactly("update-10", "update-100");
    new KeptCheckpoints(run).keepLatest(2);
    assertThat(names()).containsExactly("update-10", "update-100");
    new KeptCheckpoints(run).keepLatest(0);
    assertThat(names()).isEmpty();
  }

  @Test
  void otherFoldersAndFilesStay() throws IOException {
    write("best/a", "update-x/a", "update-7b/a", "update-3", "log.jsonl", ".update-4.new/a");
    new KeptCheckpoints(run).keepLatest(0);
    assertThat(names())
        .containsExactly(".update-4.new", "best", "log.jsonl", "update-3", "update-7b", "update-x");
  }

  @Test
  void linkStaysAndSoDoesItsTarget() throws IOException {
    write("other/manifest.json");
    Files.createSymbolicLink(run.resolve("update-1"), run.resolve("other"));
    new KeptCheckpoints(run).keepLatest(0);
    assertThat(names()).containsExactly("other", "update-1");
  }

  @Test
  void whatAKilledProcessLeftIsDeleted() throws IOException {
    write(".update-5.removed/weights.safetensors", "update-6/manifest.json");
    new KeptCheckpoints(run).keepLatest(1);
    assertThat(names()).containsExactly("update-6");
  }

  @Test
  void runWithoutAFolderHasNone() throws IOException {
    KeptCheckpoints none = new KeptCheckpoints(run.resolve("new"));
    none.keepLatest(1);
    assertThat(names()).isEmpty();
    assertThat(none.of(20)).isEqualTo(run.resolve("new/update-20"));
  }

  private void write(String... files) throws IOException {
    for (String file : files) {
      Path path = run.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "x");
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(run)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
