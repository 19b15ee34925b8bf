package dev.thimble.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {
  @TempDir private Path parent;

  @Test
  void closingDeletesTheFolderAndItsFiles() throws IOException {
    try (PrivateFolder folder = PrivateFolder.create(parent)) {
      Files.createDirectories(folder.path().resolve("a/b"));
      Files.createFile(folder.path().resolve("a/b/file"));
    }

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void openFolderIsNotAbandoned() throws IOException {
    try (PrivateFolder folder = PrivateFolder.create(parent)) {
      PrivateFolder.deleteAbandoned(parent);

      assertThat(folder.path().resolve("lock")).exists();
    }
  }

  @Test
  void onlyAbandonedFoldersAreDeleted() throws IOException {
    Path abandoned = Files.createDirectories(parent.resolve("thimble-natives-123/pytorch"));
    Files.createFile(abandoned.resolveSibling("lock"));
    Path unlocked = Files.createDirectory(parent.resolve("thimble-natives-124"));
    Path other = Files.createDirectory(parent.resolve("other"));
    Files.createFile(other.resolve("lock"));
    Path file = Files.createFile(parent.resolve("thimble-natives-125"));

    PrivateFolder.deleteAbandoned(parent);

    assertThat(abandoned.getParent()).doesNotExist();
    assertThat(unlocked).exists(); // as while another process creates it
    assertThat(other.resolve("lock")).exists();
    assertThat(file).exists();
  }
}
