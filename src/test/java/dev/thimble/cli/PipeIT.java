package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.JavaCommand;
import dev.thimble.translation.RandomModel;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code thimble translate} in its own process, with pipes for input and output. */
@Timeout(120)
class PipeIT {
  @TempDir private Path folder;
  private Process process;
  private BufferedWriter in;
  private BufferedReader out;

  @BeforeEach
  void start() throws IOException {
    Path model = RandomModel.write(folder.resolve("model"), 3);
    process =
        new ProcessBuilder(
                JavaCommand.JAVA,
                JavaCommand.SHORT_RUN,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.thimble.cli.Thimble",
                "translate",
                model.toString(),
                "--max-length-factor",
                "1")
            .redirectError(folder.resolve("errors").toFile())
            .start();
    in = process.outputWriter(StandardCharsets.UTF_8);
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  @Test
  void everyLineIsAnsweredWhileThePipeStaysOpen() throws Exception {
    for (String line : List.of("the cat", "", "sat on the mat")) {
      in.write(line + "\n");
      in.flush();
      assertThat(out.readLine()).isNotNull().matches(answer -> answer.isEmpty() == line.isEmpty());
    }
    in.write("a line without an end");
    in.close();
    assertThat(out.readLine()).isNotEmpty();
    assertThat(out.readLine()).isNull();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void manyLinesAtOnceAreAnsweredLineForLine() throws Exception {
    Thread writer =
        new Thread(
            () -> {
              try (BufferedWriter lines = in) {
                for (int i = 0; i < 3000; i++) {
                  lines.write(i % 3 == 0 ? "\n" : "cat " + i % 7 + "\n");
                }
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    List<String> answers = out.lines().toList();
    writer.join();
    assertThat(answers).hasSize(3000);
    for (int i = 0; i < 3000; i++) {
      assertThat(answers.get(i)).isEqualTo(answers.get(i % 21));
    }
  }

  @Test
  void closedOutputEndsTheCommand() throws Exception {
    in.write("the cat\n".repeat(600));
    in.flush();
    assertThat(out.readLine()).isNotNull();
    out.close();
    in.write("the cat\n".repeat(600));
    in.flush(); // but the pipe stays open
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(141); // 128 + SIGPIPE
    assertThat(folder.resolve("errors")).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
  void aSignalEndsTheProcessWithoutACrash(boolean atWork) throws Exception {
    in.write("the cat\n");
    in.flush();
    assertThat(out.readLine()).isNotNull();
    if (atWork) {
      in.write("the cat sat on the mat\n".repeat(700));
      in.flush();
      assertThat(out.readLine()).isNotNull();
    }
    // Process.destroy also closes the pipe, which might end the process first, with code 0
    process.toHandle().destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(Files.readString(folder.resolve("errors"))).doesNotContain("fatal error");
  }
}
