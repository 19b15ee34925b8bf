package dev.thimble.natives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program sees if its class path lacks something, or has more than it needs. */
class PackagingIT {
  @TempDir private Path folder;

  @Test
  void missingNativeLibraryIsNamedAsADependency() throws Exception {
    String printed = run(classPath(entry -> !entry.contains("pytorch-native-cpu")));

    assertThat(printed)
        .contains(
            "NativeLibraryException: the native library of PyTorch for this machine is not on the"
                + " class path",
            "runtimeOnly(\"ai.djl.pytorch:pytorch-native-cpu:2.7.1:" + Bundle.platform() + "\")");
  }

  @Test
  void librariesOfOtherPlatformsMayStandBesideThatOfThisOne() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other/native/lib"));
    Files.writeString(
        other.resolve("pytorch.properties"),
        "version=2.7.1-20250812\nflavor=cpu\nclassifier=other-machine\nlibraries=none\n");

    assertThat(run(folder.resolve("other") + File.pathSeparator + classPath(entry -> true)))
        .isEqualTo("Bonjour !");
  }

  @Test
  void jarWithoutServiceFilesIsToldToMergeThem() throws Exception {
    Path engine = Path.of(classPath(entry -> entry.contains("pytorch-engine")));
    Path stripped = folder.resolve("engine.jar");
    try (JarFile jar = new JarFile(engine.toFile());
        OutputStream out = Files.newOutputStream(stripped);
        JarOutputStream copy = new JarOutputStream(out)) {
      for (Enumeration<JarEntry> e = jar.entries(); e.hasMoreElements(); ) {
        JarEntry entry = e.nextElement();
        if (!entry.getName().startsWith("META-INF")) {
          copy.putNextEntry(new JarEntry(entry.getName()));
          jar.getInputStream(entry).transferTo(copy);
        }
      }
    }

    String others = classPath(entry -> !entry.contains("pytorch-engine"));

    assertThat(run(stripped + File.pathSeparator + others))
        .contains("NativeLibraryException", "ServicesResourceTransformer");
  }

  @Test
  void secondClassLoaderIsToldToUseACommonParent() throws Exception {
    assertThat(run(classPath(entry -> true), "twice"))
        .startsWith("Bonjour !")
        .contains("NativeLibraryException: another class loader of this process");
  }

  private static String classPath(Predicate<String> which) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(which)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String run(String classPath, String... arguments)
      throws IOException, InterruptedException {
    Stream<String> command =
        Stream.of(
            JavaCommand.JAVA,
            JavaCommand.SHORT_RUN,
            "-Dfile.encoding=UTF-8",
            "-cp",
            classPath,
            PackagingProgram.class.getName());
    List<String> all = Stream.concat(command, Stream.of(arguments)).toList();
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed.strip();
  }
}
