package dev.thimble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderSwapTest {
  @TempDir private Path parent;
  private Path target;
  private FolderSwap swap;

  @BeforeEach
  void oldFolder() throws IOException {
    target = folder("model", "old");
    swap = new FolderSwap(target);
  }

  @Test
  void killWhileBuildingLeavesTheOldFolder() throws IOException {
    Files.writeString(swap.begin().resolve("x"), "half");
    new FolderSwap(target).recover();
    assertThat(target.resolve("x")).hasContent("old");
  }

  @Test
  void killBetweenTheRenamesPutsTheOldFolderBack() throws IOException {
    Files.writeString(swap.begin().resolve("x"), "new");
    Files.move(target, parent.resolve(".model.old"));
    new FolderSwap(target).recover();
    assertThat(target.resolve("x")).hasContent("old");
  }

  @Test
  void killAfterTheRenamesLeavesTheNewFolder() throws IOException {
    folder(".model.old", "older");
    new FolderSwap(target).recover();
    assertThat(target.resolve("x")).hasContent("old");
  }

  @Test
  void nextWriteClearsAwayWhatACrashLeft() throws IOException {
    folder(".model.old", "older");
    folder(".model.new", "half");
    Files.writeString(swap.begin().resolve("x"), "new");
    swap.commit();
    assertThat(target.resolve("x")).hasContent("new");
    assertThat(parent.toFile().list()).containsExactly("model");
  }

  @Test
  void abandonedWriteLeavesTheOldFolderAlone() throws IOException {
    Files.writeString(swap.begin().resolve("x"), "new");
    swap.abandon();
    assertThat(target.resolve("x")).hasContent("old");
    assertThat(parent.toFile().list()).containsExactly("model");
  }

  @Test
  void abandonedSwapPutsTheOldFolderBack() throws IOException {
    Files.writeString(swap.begin().resolve("x"), "new");
    Files.move(target, parent.resolve(".model.old"));
    swap.abandon();
    assertThat(target.resolve("x")).hasContent("old");
    assertThat(parent.toFile().list()).containsExactly("model");
  }

  @Test
  void rootIsNoModelFolder() {
    assertThatThrownBy(() -> new FolderSwap(parent.getRoot()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be a model folder");
  }

  private Path folder(String name, String content) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    Files.writeString(folder.resolve("x"), content);
    return folder;
  }
}
