package dev.thimble.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void missingFoldersAreCreated() throws IOException {
    Path file = folder.resolve("a/b/c.txt");
    AtomicFile.write(file, out -> out.write('x'));
    assertThat(file).hasContent("x");
  }

  @Test
  void permissionsAreThoseOfAnyNewFile() throws IOException {
    FileStore store = Files.getFileStore(folder);
    Assumptions.assumeTrue(store.supportsFileAttributeView("posix"), "no file modes: skipped");
    Path plain = Files.createFile(folder.resolve("plain"));
    Path atomic = folder.resolve("atomic");
    AtomicFile.write(atomic, out -> out.write('x'));
    assertThat(Files.getPosixFilePermissions(atomic))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void oldContentStaysUntilTheNewIsComplete() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "old");
    AtomicFile.write(
        file,
        out -> {
          out.write("new".repeat(100_000).getBytes(StandardCharsets.UTF_8));
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasContent("new".repeat(100_000));
  }

  @Test
  void folderIsRefusedByName() {
    assertThatThrownBy(() -> AtomicFile.write(folder, out -> out.write('x')))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is a folder, not a file; name a file to write");
  }

  @Test
  void temporaryFileOfAKilledProcessIsDeletedAfterADay() throws IOException {
    Path abandoned = temporary("x", Duration.ofHours(25));
    Path recent = temporary("x", Duration.ofHours(23));
    Path ofOtherName = temporary("xy", Duration.ofHours(25));
    AtomicFile.write(folder.resolve("x"), out -> out.write('n'));
    assertThat(folder)
        .isDirectoryContaining(recent::equals)
        .isDirectoryContaining(ofOtherName::equals)
        .isDirectoryNotContaining(abandoned::equals);
  }

  @Test
  void onlyTheFileIsLeftAfterAFailedWrite() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write('n');
                      throw new IOException("full");
                    }))
        .hasMessage("full");
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  private Path temporary(String name, Duration age) throws IOException {
    Path file = Files.createFile(folder.resolve("." + name + "." + UUID.randomUUID() + ".tmp"));
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void symbolicLinkStaysALink() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "old");
    Path link = symbolicLink(folder.resolve("link"), file);
    AtomicFile.write(link, out -> out.write('n'));
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(file).hasContent("n");
  }

  @Test
  void pipeIsWrittenToAndNotReplaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    Assumptions.assumeTrue(madePipe(pipe), "no mkfifo: skipped");
    assertThatPipeReceivesWhatIsWrittenTo(pipe, pipe);
  }

  @Test
  void pipeBehindALinkIsWrittenToAndNotReplaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    Assumptions.assumeTrue(madePipe(pipe), "no mkfifo: skipped");
    Path link = symbolicLink(folder.resolve("stdout"), pipe);
    assertThatPipeReceivesWhatIsWrittenTo(link, pipe);
    assertThat(Files.isSymbolicLink(link)).isTrue();
  }

  private static void assertThatPipeReceivesWhatIsWrittenTo(Path target, Path pipe)
      throws Exception {
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    AtomicFile.write(target, out -> out.write('x'));
    assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo("x");
    assertThat(Files.exists(pipe) && !Files.isRegularFile(pipe)).isTrue();
  }

  private static boolean madePipe(Path pipe) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path symbolicLink(Path link, Path to) throws IOException {
    try {
      return Files.createSymbolicLink(link, to);
    } catch (UnsupportedOperationException | IOException e) {
      Assumptions.abort("no symbolic links: skipped");
      throw e;
    }
  }
}
