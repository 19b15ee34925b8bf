package dev.thimble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that is a module: Thimble on the module path, the native libraries on the class
 * path.
 */
final class ModulePathIT {
  private static final String MODULE = "dev.thimble";

  @TempDir private Path folder;
  private final Map<String, Path> modules = new LinkedHashMap<>();
  private final List<Path> others = new ArrayList<>();

  /* The module path gets Thimble and the modules that it requires; the class path gets the rest. */
  @BeforeEach
  void divideTheClassPath() {
    Map<String, ModuleReference> found = new LinkedHashMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      try {
        ModuleFinder.of(path).findAll().forEach(m -> found.putIfAbsent(m.descriptor().name(), m));
      } catch (java.lang.module.FindException e) {
        // a jar without a valid module name, as those of the native libraries
      }
      others.add(path);
    }
    require(MODULE, found);
    others.removeAll(modules.values());
  }

  private void require(String name, Map<String, ModuleReference> found) {
    ModuleReference module = found.get(name);
    if (module == null || modules.containsKey(name)) {
      return; // of the JDK, or optional
    }
    modules.put(name, Path.of(module.location().orElseThrow()));
    module.descriptor().requires().stream()
        .filter(r -> !r.modifiers().equals(Set.of(ModuleDescriptor.Requires.Modifier.STATIC)))
        .forEach(r -> require(r.name(), found));
  }

  @Test
  void moduleTranslates() throws Exception {
    compile(
        """
        package application;

        import dev.thimble.translation.Translator;
        import java.nio.file.Path;

        class Application {
          public static void main(String[] arguments) throws Exception {
            try (Translator translator = Translator.load(Path.of("checkpoints/en-fr"))) {
              System.out.println(Application.class.getModule().getName());
              System.out.println(Translator.class.getModule().getName());
              System.out.println(translator.translate("Tom is my brother.").text());
            }
          }
        }
        """);
    assertThat(run()).isEqualTo("application\ndev.thimble\nTom est mon frère.\n");
  }

  @Test
  void packagesThatAreNotTheApiAreClosed() throws Exception {
    for (String type : List.of("cli.Thimble", "integrity.Require", "report.RunLog")) {
      String program =
          "package application; class Application { dev.thimble.%s value; }".formatted(type);
      assertThat(errors(program)).contains("is not visible");
    }
  }

  private void compile(String program) throws IOException {
    assertThat(errors(program)).isEmpty();
  }

  private String errors(String program) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("src"));
    Path application = Files.writeString(sources.resolve("Application.java"), program);
    Path module =
        Files.writeString(
            sources.resolve("module-info.java"), "module application { requires dev.thimble; }");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      compiler
          .getTask(
              errors,
              files,
              null,
              List.of(
                  "-proc:none", "--module-path", joined(modules.values().stream()), "-d", out()),
              null,
              files.getJavaFileObjects(application, module))
          .call();
    }
    return errors.toString();
  }

  private String run() throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
            JavaCommand.JAVA,
            JavaCommand.SHORT_RUN,
            "-Dfile.encoding=UTF-8",
            "-Dai.djl.offline=true",
            "--module-path",
            joined(Stream.concat(modules.values().stream(), Stream.of(Path.of(out())))),
            "--class-path",
            joined(others.stream()),
            "--module",
            "application/application.Application");
    Path errors = folder.resolve("errors");
    Process process = java.redirectError(errors.toFile()).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return printed.replace(System.lineSeparator(), "\n");
  }

  private String out() {
    return folder.resolve("classes").toString();
  }

  private static String joined(Stream<Path> paths) {
    return paths.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
