package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The end of a process that has loaded libtorch. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs bash and /dev/full")
final class NativeExitIT {
  private static final String TRANSLATE =
      "echo 'Good morning!' | \"$@\" translate --quiet '"
          + Path.of("checkpoints", "en-fr").toAbsolutePath()
          + "'";

  @TempDir private Path folder;

  @Test
  void outputIsCompleteAndTheExitCodeKept() throws Exception {
    assertThat(ChildProcess.run(folder, TRANSLATE))
        .isEqualTo(new ChildProcess(0, "Bonjour !\n", ""));
    assertThat(ChildProcess.run(folder, TRANSLATE + " > /dev/full").code()).isEqualTo(1);
  }

  @Test
  void destructorsOfLibtorchAreSkipped() throws Exception {
    // the dynamic loader reports each library that it finalizes
    String script =
        "export LD_DEBUG=files LD_DEBUG_OUTPUT=loader; "
            + TRANSLATE
            + "; grep -h 'calling fini: .*libtorch_cpu' loader.* | wc -l";
    assertThat(ChildProcess.run(folder, script).out()).isEqualTo("Bonjour !\n0\n");
  }
}
