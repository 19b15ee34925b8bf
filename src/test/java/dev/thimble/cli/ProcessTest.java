package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output and locale of a process, with commands that need no native code. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs bash, /dev/full and LC_ALL")
final class ProcessTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void writeTexts() throws IOException {
    Files.writeString(folder.resolve("ref"), "the cat sat down\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate --hypotheses ref --reference ref",
        "evaluate --hypotheses ref --reference ref --fail-below bleu=1",
        "compare --hypotheses a=ref --hypotheses b=ref --reference ref --format json --trials 9",
        "evaluate --help",
        "--version"
      })
  void fullDiskFailsWithTheReason(String arguments) throws Exception {
    assumeThat(Path.of("/dev/full")).exists();
    assertThat(ChildProcess.run(folder, "\"$@\" " + arguments + " > /dev/full"))
        .isEqualTo(new ChildProcess(1, "", "thimble: standard output: No space left on device\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate --hypotheses ref --reference ref", "evaluate --help"})
  void closedPipeEndsSilently(String arguments) throws Exception {
    // the reader is gone before the command writes
    String script = "{ sleep 0.1; \"$@\" %s; echo $? > code; } | true; cat code";
    assertThat(ChildProcess.run(folder, script.formatted(arguments)))
        .isEqualTo(new ChildProcess(0, "141\n", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"translate model --prefix 'Je suis épuisé'", "info modèle", "vocab $'\\xE9'"})
  void argumentsThatTheLocaleCannotDecodeAreRefused(String arguments) throws Exception {
    ChildProcess run = ChildProcess.run(folder, "LC_ALL=C \"$@\" " + arguments);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("the argument '").endsWith("; set LC_ALL=C.UTF-8\n");
  }

  @Test
  void pathsThatTheLocaleCannotEncodeAreRefused() throws Exception {
    Files.writeString(folder.resolve("o.options"), "--output modèle\n");
    ChildProcess run = ChildProcess.run(folder, "LC_ALL=C \"$@\" vocab --options o.options text");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("o.options, line 1: Invalid value for option '--output'")
        .contains("set LC_ALL=C.UTF-8");
  }

  @Test
  void argumentsAreTextInUtf8() throws Exception {
    ChildProcess run = ChildProcess.run(folder, "LC_ALL=C.UTF-8 \"$@\" info modèle");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("modèle");
  }

  @Test
  void fullHeapIsAMessage() throws Exception {
    Path model = Path.of("checkpoints", "en-fr").toAbsolutePath();
    ChildProcess run =
        ChildProcess.run(folder, "JDK_JAVA_OPTIONS=-Xmx32m \"$@\" info '" + model + "'");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .containsPattern( // collectors differ in how much of the limit can hold objects
            "thimble: out of memory \\(Java heap space\\); the Java heap holds at most 3\\d MB; java -Xmx raises the limit")
        .doesNotContain("\tat ");
  }
}
