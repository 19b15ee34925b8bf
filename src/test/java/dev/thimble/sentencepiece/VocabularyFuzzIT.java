package dev.thimble.sentencepiece;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loads mutated models in a separate process: each is refused or segments text, and none ends the
 * process. For more or other mutations: {@code -Dthimble.fuzz.mutations=10000
 * -Dthimble.fuzz.seed=1}.
 */
class VocabularyFuzzIT {
  private static final int MUTATIONS = Integer.getInteger("thimble.fuzz.mutations", 300);
  private static final long SEED = Long.getLong("thimble.fuzz.seed", 1);

  @Test
  void mutatedModelsDoNotEndTheProcess(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                JavaCommand.JAVA,
                "-Xmx512m",
                "-XX:ErrorFile=" + folder.resolve("error"),
                "-cp",
                System.getProperty("java.class.path"),
                VocabularyFuzz.class.getName(),
                Long.toString(SEED),
                Integer.toString(MUTATIONS))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(60 + MUTATIONS / 5, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    List<String> lines = Files.readAllLines(log);
    String end = String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    assertThat(ended).as("ended in time: %s", end).isTrue();
    assertThat(process.exitValue()).as(end).isZero();
    assertThat(end).containsPattern("accepted [1-9]\\d*, refused [1-9]\\d*$");
    System.out.println(
        "fuzz of " + MUTATIONS + " from seed " + SEED + ": " + lines.get(lines.size() - 1));
  }
}
