package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thimble.translation.RandomModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The bar is drawn where standard error is a terminal, whatever the other streams are. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs bash and script")
class ProgressIT {
  private static final String EVALUATE = " evaluate model --source text --reference text";
  private static final String BAR = "translating +[0-9]+% \\[";

  @TempDir private static Path folder;

  @BeforeAll
  static void writeModelAndText() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is missing: skipped");
    RandomModel.write(folder.resolve("model"), 3);
    Files.writeString(folder.resolve("text"), "the cat\n".repeat(20));
  }

  @Test
  void terminalShowsTheBar() throws Exception {
    assertThat(inATerminal(EVALUATE + " < /dev/null > scores").out()).containsPattern(BAR);
    assertThat(folder.resolve("scores")).content().contains("BLEU");
  }

  @Test
  void fileGetsNoBar() throws Exception {
    assertThat(inATerminal(EVALUATE + " 2> errors").out()).contains("BLEU");
    assertThat(folder.resolve("errors")).content().contains("sentences/s").doesNotContain("\r");
  }

  /* script gives the command a terminal for the streams that are not redirected. */
  private static ChildProcess inATerminal(String arguments) throws Exception {
    ChildProcess run =
        ChildProcess.run(
            folder, "script -qec \"$(printf '%q ' \"$@\")" + arguments + "\" /dev/null");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    return run;
  }
}
