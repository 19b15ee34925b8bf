package dev.thimble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class FolderSwapTest {
  private static final String OLD = ".model.123e4567-e89b-12d3-a456-426614174000.old";
  private static final String NEW = ".model.123e4567-e89b-12d3-a456-426614174000.new";

  @TempDir private Path parent;
  private Path target;
  private FolderSwap swap;

  @BeforeEach
  void oldFolder() throws IOException {
    target = folder("model", "old");
    swap = new FolderSwap(target);
  }

  @Test
  void killWhileBuildingKeepsTheOldFolder() throws IOException {
    Files.writeString(swap.begin().resolve("x"), "half");
    new FolderSwap(target).recover();
    assertThat(target.resolve("x")).hasContent("old");
  }

  @Test
  void oldFolderIsRenamedBackAfterAKillBetweenTheRenames() throws IOException {
    Files.writeString(swap.begin().resolve("x"), "new");
    Files.move(target, parent.resolve(OLD));
    new FolderSwap(target).recover();
    assertThat(target.resolve("x")).hasContent("old");
  }

  @Test
  void killAfterTheRenamesKeepsTheNewFolder() throws IOException {
    folder(OLD, "older");
    new FolderSwap(target).recover();
    assertThat(target.resolve("x")).hasContent("old");
  }

  @Test
  void nextWriteDeletesLeftoversOfACrash() throws IOException {
    folder(OLD, "older");
    age(folder(NEW, "half"), 61);
    Files.writeString(swap.begin().resolve("x"), "new");
    swap.commit();
    assertThat(target.resolve("x")).hasContent("new");
    assertThat(parent.toFile().list()).containsExactly("model");
  }

  @Test
  void abandonedWriteKeepsTheOldFolder() throws IOException {
    Files.writeString(swap.begin().resolve("x"), "new");
    swap.abandon();
    assertThat(target.resolve("x")).hasContent("old");
    assertThat(parent.toFile().list()).containsExactly("model");
  }

  @Test
  void oldFolderIsRenamedBackAfterAnAbandonedSwap() throws IOException {
    Files.writeString(swap.begin().resolve("x"), "new");
    Files.move(target, parent.resolve(OLD));
    swap.abandon();
    assertThat(target.resolve("x")).hasContent("old");
    assertThat(parent.toFile().list()).containsExactly("model");
  }

  @Test
  void writeAfterAKillBetweenTheRenamesKeepsTheOnlyCompleteFolder() throws IOException {
    Files.move(target, parent.resolve(OLD));
    swap.begin();
    assertThat(target.resolve("x")).hasContent("old"); // before the new folder is built
    swap.abandon();
    assertThat(target.resolve("x")).hasContent("old");
    assertThat(parent.toFile().list()).containsExactly("model");
  }

  @Test
  void newestOfSeveralOldFoldersIsRenamedBack() throws IOException {
    Files.move(target, parent.resolve(OLD));
    Path older = folder(OLD.replace("123e", "000e"), "older");
    Path oldest = folder(OLD.replace("123e", "999e"), "oldest");
    age(older, 5);
    age(oldest, 9);
    swap.recover();
    assertThat(target.resolve("x")).hasContent("old");
  }

  @Test
  void folderThatAnotherWriterBuildsIsNotTouched() throws IOException {
    Path others = age(folder(NEW, "half"), 59);
    Files.writeString(swap.begin().resolve("x"), "new");
    swap.commit();
    assertThat(others.resolve("x")).hasContent("half");
  }

  @Test
  void foldersWithOtherNamesAreNotTouched() throws IOException {
    Path other = age(folder(".model.b" + NEW.substring(".model".length()), "other"), 61);
    Path plain = age(folder(".model.old", "plain"), 61);
    swap.begin();
    assertThat(other).exists();
    assertThat(plain).exists();
  }

  @Test
  void concurrentWritersNeverMixTheirFiles() throws IOException {
    FolderSwap second = new FolderSwap(target);
    Files.writeString(swap.begin().resolve("x"), "first");
    Path building = second.begin();
    Files.writeString(building.resolve("x"), "second");
    Files.writeString(building.resolve("y"), "second");
    swap.commit();
    assertThat(target.resolve("x")).hasContent("first");
    assertThat(target.toFile().list()).containsExactly("x");
    second.commit();
    assertThat(target.resolve("x")).hasContent("second");
    assertThat(target.resolve("y")).hasContent("second");
    assertThat(parent.toFile().list()).containsExactly("model");
  }

  @Test
  void writersOnManyThreadsLeaveOneCompleteFolder() {
    IntStream.range(0, 200)
        .parallel()
        .forEach(
            i -> {
              try {
                FolderSwap writer = new FolderSwap(target);
                Path building = writer.begin();
                Files.writeString(building.resolve("x"), String.valueOf(i));
                Files.writeString(building.resolve("y"), String.valueOf(i));
                writer.commit();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertThat(target.resolve("x")).hasSameTextualContentAs(target.resolve("y"));
    assertThat(parent.toFile().list()).containsExactly("model");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "few users may make symbolic links there")
  void symbolicLinkStaysAndItsTargetIsReplaced() throws IOException {
    Path link = Files.createSymbolicLink(parent.resolve("link"), Path.of("model"));
    FolderSwap linked = new FolderSwap(link);
    Files.writeString(linked.begin().resolve("x"), "new");
    linked.commit();
    assertThat(link).isSymbolicLink();
    assertThat(target.resolve("x")).hasContent("new");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "few users may make symbolic links there")
  void interruptedSwapBehindALinkIsUndone() throws IOException {
    Path link = Files.createSymbolicLink(parent.resolve("link"), Path.of("model"));
    Files.move(target, parent.resolve(OLD));
    new FolderSwap(link).recover();
    assertThat(link.resolve("x")).hasContent("old");
  }

  @Test
  void rootIsRefusedAsAModelFolder() {
    assertThatThrownBy(() -> new FolderSwap(parent.getRoot()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be a model folder");
  }

  /* Sets the time of the last write to that long ago. */
  private static Path age(Path folder, int minutes) throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(Duration.ofMinutes(minutes)));
    Files.setLastModifiedTime(folder.resolve("x"), then);
    Files.setLastModifiedTime(folder, then);
    return folder;
  }

  private Path folder(String name, String content) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    Files.writeString(folder.resolve("x"), content);
    return folder;
  }
}
