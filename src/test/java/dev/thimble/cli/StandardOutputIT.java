package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.thimble.translation.RandomModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output of the commands that load a model. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs bash and /dev/full")
class StandardOutputIT {
  @TempDir private static Path folder;

  @BeforeAll
  static void writeModelAndText() throws IOException {
    RandomModel.write(folder.resolve("model"), 3);
    Files.writeString(folder.resolve("text"), "the cat\n".repeat(20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "translate model --input text",
        "score model --source text --target text",
        "evaluate model --source text --reference text",
        "soak model --input text --translations 20",
        "bench model",
        "info model"
      })
  void fullDiskFailsWithTheReason(String arguments) throws Exception {
    assumeThat(Path.of("/dev/full")).exists();
    ChildProcess run = ChildProcess.run(folder, "\"$@\" " + arguments + " > /dev/full");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).endsWith("thimble: standard output: No space left on device\n");
  }
}
