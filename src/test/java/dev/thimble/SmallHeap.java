package dev.thimble;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class in its own process, whose Java heap is limited. */
public final class SmallHeap {
  private SmallHeap() {}

  /**
   * Waits for the end of the process.
   *
   * @param heap the option that limits the heap, such as {@code -Xmx24m}
   * @return what the process prints, after its exit code if that is not 0
   */
  public static String run(String heap, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                JavaCommand.JAVA,
                heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? printed : "exit " + process.exitValue() + "\n" + printed;
    } finally {
      process.destroyForcibly();
    }
  }
}
