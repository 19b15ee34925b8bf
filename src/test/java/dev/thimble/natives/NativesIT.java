package dev.thimble.natives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The folders that a process loads native libraries from, and the files that it leaves. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class NativesIT {
  @TempDir private Path root;
  private Path work;
  private Path temporary;

  @BeforeEach
  void emptyFolders() throws IOException {
    work = Files.createDirectory(root.resolve("work"));
    temporary = Files.createDirectory(root.resolve("temporary"));
  }

  @Test
  void processWithoutAHomeFolderLeavesNoFilesAndRestoresProperties() throws Exception {
    Process process = start(List.of("-Duser.home=?"), List.of());

    assertThat(lines(process))
        .containsExactly(
            "segmented",
            "2.7.1",
            "ai.djl.offline null",
            "ENGINE_CACHE_DIR null",
            "jna.nounpack null");
    assertThat(process.waitFor()).isZero();
    assertThat(work).isEmptyDirectory();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void folderOfAKilledProcessIsDeletedByTheNextProcess() throws Exception {
    Process killed = start(List.of("-Duser.home=?"), List.of("wait"));
    try (BufferedReader out = killed.inputReader()) {
      assertThat(out.readLine()).isEqualTo("segmented");
      killed.destroyForcibly().waitFor();
    }
    assertThat(temporary).isNotEmptyDirectory();

    Process next = start(List.of("-Duser.home=?"), List.of("wait"));
    next.getOutputStream().close();

    assertThat(lines(next)).containsExactly("segmented");
    assertThat(next.waitFor()).isZero();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void folderOfARunningProcessIsNotDeleted() throws Exception {
    Process first = start(List.of("-Duser.home=?"), List.of("wait"));
    try (BufferedReader out = first.inputReader()) {
      assertThat(out.readLine()).isEqualTo("segmented");
      Process second = start(List.of("-Duser.home=?"), List.of("wait"));
      second.getOutputStream().close();
      assertThat(lines(second)).containsExactly("segmented");
      assertThat(second.waitFor()).isZero();

      try (Stream<Path> left = Files.list(temporary)) {
        assertThat(left).hasSize(1);
      }
      first.getOutputStream().close();
      assertThat(first.waitFor()).isZero();
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void plantedLibraryIsRefusedByName() throws Exception {
    Path home = Files.createDirectory(root.resolve("home"));
    Path folder = Files.createDirectories(home.resolve(".djl.ai/sentencepiece/0.2.0-0.34.0"));
    Path planted = folder.resolve(System.mapLibraryName("sentencepiece_native"));
    Files.writeString(planted, "not a library");
    Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rw-rw-rw-"));

    Process process = start(List.of("-Duser.home=" + home), List.of("wait"));

    assertThat(String.join("\n", lines(process)))
        .contains("NativeLibraryException")
        .contains(planted + " can be written by other users (mode 0666");
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(planted).hasContent("not a library");
  }

  private Process start(List<String> options, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(JavaCommand.JAVA);
    command.add(JavaCommand.SHORT_RUN);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-XX:-UsePerfData"); // it writes to the temporary folder
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(NativesProgram.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    List.of("DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "DJL_OFFLINE").forEach(environment::remove);
    return builder.start();
  }

  private static List<String> lines(Process process) throws IOException {
    try (BufferedReader out = process.inputReader()) {
      return out.lines().toList();
    }
  }
}
