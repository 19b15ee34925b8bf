package dev.thimble.cli;

import dev.thimble.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The result of a command in its own process, for tests of what only a process has: its standard
 * output, locale and exit code.
 */
record ChildProcess(int code, String out, String err) {
  /**
   * Runs a shell script in which {@code "$@"} is the {@code thimble} command of this build.
   *
   * @param folder for files of this class, and the working directory
   */
  static ChildProcess run(Path folder, String script) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "thimble"));
    command.add(JavaCommand.JAVA);
    command.add(JavaCommand.SHORT_RUN);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.thimble.cli.Thimble");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new java.io.File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("timed out: " + script);
    }
    return new ChildProcess(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
