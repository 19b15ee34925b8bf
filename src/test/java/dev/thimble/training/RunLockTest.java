package dev.thimble.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RunLockTest {
  @TempDir private Path parent;

  /** The other process: locks the given folder, prints "locked", and holds it until killed. */
  public static void main(String[] arguments) throws IOException {
    try {
      RunLock.holding(Path.of(arguments[0]), RunLockTest::printAndWait);
    } catch (TrainingException e) {
      System.out.println(e.getMessage());
    }
  }

  private static Object printAndWait() throws IOException {
    System.out.println("locked");
    return System.in.read();
  }

  @Test
  void secondTrainingInThisProcessIsRefused() throws IOException {
    Path run = parent.resolve("run");
    String ended = RunLock.holding(run, () -> refusedIn(run));
    assertThat(ended)
        .startsWith(run + " is in use by another training (process ")
        .contains("process " + ProcessHandle.current().pid() + " on ");
  }

  @Test
  void folderIsLockedUnderEveryPath() throws IOException {
    Path run = Files.createDirectory(parent.resolve("run"));
    Path link = parent.resolve("link");
    try {
      Files.createSymbolicLink(link, run);
    } catch (IOException | UnsupportedOperationException e) {
      return; // Windows lets few users create links
    }
    assertThat(RunLock.holding(run, () -> refusedIn(link))).contains("in use");
    assertThat(RunLock.holding(run, () -> refusedIn(run.resolve("../run")))).contains("in use");
  }

  @Test
  void lockIsReleasedAfterATraining() throws IOException {
    RunLock.holding(parent, () -> "first");
    assertThat(RunLock.holding(parent, () -> "second")).isEqualTo("second");
  }

  @Test
  void lockIsReleasedAfterAFailedTraining() throws IOException {
    assertThatThrownBy(
            () ->
                RunLock.holding(
                    parent,
                    () -> {
                      throw new IOException("no space");
                    }))
        .hasMessage("no space");
    assertThat(RunLock.holding(parent, () -> "second")).isEqualTo("second");
  }

  @Test
  void refusedTrainingDoesNotReleaseTheLockForOtherProcesses() throws Exception {
    String printed =
        RunLock.holding(
            parent,
            () -> {
              refusedIn(parent);
              Process other = start();
              return new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            });
    assertThat(printed)
        .contains("is in use by another training (process " + ProcessHandle.current().pid());
  }

  @Test
  void otherProcessIsNamedAndItsEndReleasesTheLock() throws Exception {
    Process other = start();
    assertThat(other.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("locked");
    assertThat(refusedIn(parent)).contains("(process " + other.pid() + " on ");
    assertThat(refusedIn(parent)).contains("(process " + other.pid() + " on ");
    other.destroyForcibly();
    assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(RunLock.holding(parent, () -> "free")).isEqualTo("free");
    assertThat(parent.resolve(RunLock.FILE)).content().startsWith("process " + thisProcess());
  }

  @Test
  void lockFileThatIsAFolderIsRefused() throws IOException {
    Files.createDirectory(parent.resolve(RunLock.FILE));
    assertThat(refusedIn(parent)).contains(RunLock.FILE + " is not a regular file");
    Files.delete(parent.resolve(RunLock.FILE));
    assertThat(RunLock.holding(parent, () -> "free")).isEqualTo("free");
  }

  private static long thisProcess() {
    return ProcessHandle.current().pid();
  }

  private static String refusedIn(Path folder) throws IOException {
    try {
      return RunLock.holding(folder, () -> "not refused");
    } catch (TrainingException e) {
      return e.getMessage();
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            JavaCommand.JAVA,
            "-Xshare:auto",
            JavaCommand.SHORT_RUN,
            "-cp",
            System.getProperty("java.class.path"),
            RunLockTest.class.getName(),
            parent.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
