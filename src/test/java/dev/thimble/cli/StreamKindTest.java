package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "needs mkfifo and a device")
final class StreamKindTest {
  @TempDir private Path folder;

  @Test
  void fileAndPipeAndDeviceAreToldApart() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(StreamKind.of(Files.createFile(folder.resolve("file")))).isEqualTo(StreamKind.FILE);
    assertThat(StreamKind.of(pipe)).isEqualTo(StreamKind.PIPE);
    assertThat(StreamKind.of(Path.of("/dev/null"))).isEqualTo(StreamKind.TERMINAL);
  }

  @Test
  void streamThatCannotBeAskedIsNoTerminalWithoutAConsole() {
    // tests run without a terminal, and later JDKs give them a console nevertheless
    assertThat(StreamKind.of(folder.resolve("missing"))).isEqualTo(StreamKind.FILE);
  }
}
