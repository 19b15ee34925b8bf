package dev.thimble.natives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.JavaCommand;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a full Java heap a call throws an OutOfMemoryError instead of ending the process. */
class HeapIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseSerialGC"})
  void callsWithAFullHeapThrowAnErrorAndLaterCallsWork(String collector) throws Exception {
    Process process =
        new ProcessBuilder(
                JavaCommand.JAVA,
                "-Xmx256m",
                collector,
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                HeapProgram.class.getName(),
                Path.of("checkpoints/en-fr").toAbsolutePath().toString(),
                "5")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    List<String> lines;
    try (BufferedReader out = process.inputReader()) {
      lines = out.lines().toList();
    }

    assertThat(lines)
        .containsExactly("some calls were made", "refused", "refused", "goes on as before");
    assertThat(process.waitFor()).isZero();
    assertThat(folder).isEmptyDirectory();
  }
}
