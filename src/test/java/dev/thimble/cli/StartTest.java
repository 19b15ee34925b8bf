package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command loads before it does its work. */
final class StartTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "train --help",
        "translate --help",
        "evaluate --hypotheses text --reference text"
      })
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs bash")
  void nothingIsLoadedThatTheCommandDoesNotUse(String arguments) throws Exception {
    Files.writeString(folder.resolve("text"), "the cat sat down\n");
    String script = "JDK_JAVA_OPTIONS=-Xlog:class+load:file=classes \"$@\" " + arguments;
    ChildProcess run = ChildProcess.run(folder, script);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readAllLines(folder.resolve("classes")))
        .anyMatch(line -> line.contains("dev.thimble.cli.Thimble "))
        .noneMatch(
            line ->
                line.contains(" ai.djl.")
                    || line.contains(" com.sun.jna.")
                    || line.contains(" com.fasterxml.jackson.databind.ObjectMapper ")
                    || line.contains(" org.knowm.xchart."));
  }

  @Test
  void commandsAreFoundByTheirNames() {
    assertThat(Thimble.newCommandLine().getSubcommands().keySet())
        .containsExactlyElementsOf(Thimble.COMMANDS);
  }
}
