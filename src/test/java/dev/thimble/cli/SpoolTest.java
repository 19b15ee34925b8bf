package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses a file in place of a pipe; {@link StandardStreamsTest} tests pipes. */
final class SpoolTest {
  @TempDir private Path folder;

  @Test
  void everyPassHasTheWholeContent() throws IOException {
    Spool spool = new Spool(write("abcdef"), folder);
    assertThat(text(spool.open())).isEqualTo("abcdef");
    assertThat(text(spool.open())).isEqualTo("abcdef");
  }

  @Test
  void passThatStoppedEarlyDoesNotShortenTheNext() throws IOException {
    Spool spool = new Spool(write("abcdef"), folder);
    try (InputStream first = spool.open()) {
      assertThat(first.readNBytes(2)).asString(StandardCharsets.UTF_8).isEqualTo("ab");
    }
    assertThat(text(spool.open())).isEqualTo("abcdef");
  }

  @Test
  void passesMayRunSideBySide() throws IOException {
    Spool spool = new Spool(write("abc"), folder);
    try (InputStream first = spool.open();
        InputStream second = spool.open()) {
      assertThat(first.read()).isEqualTo('a');
      assertThat(second.readNBytes(2)).asString(StandardCharsets.UTF_8).isEqualTo("ab");
      assertThat(first.readNBytes(9)).asString(StandardCharsets.UTF_8).isEqualTo("bc");
      assertThat(second.read()).isEqualTo('c');
      assertThat(second.read()).isEqualTo(-1);
    }
  }

  @Test
  void contentIsReadFromTheInputOnce() throws IOException {
    Path input = write("abc");
    Spool spool = new Spool(input, folder);
    assertThat(text(spool.open())).isEqualTo("abc");
    Files.writeString(input, "other");
    assertThat(text(spool.open())).isEqualTo("abc");
  }

  @Test
  void temporaryFolderThatCannotHoldTheCopyIsNamed() throws IOException {
    Path missing = folder.resolve("missing");
    Path input = write("abc");
    assertThatThrownBy(() -> text(new Spool(input, missing).open()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            input
                + " is read more than once, but the temporary folder "
                + missing
                + " cannot hold a copy of it (");
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("input"), content);
  }

  private static String text(InputStream pass) throws IOException {
    try (pass) {
      return new String(pass.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
