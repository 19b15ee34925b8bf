package dev.thimble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README shows is run as it stands there. */
class ReadmeIT {
  private static final Path README = Path.of("README.md");
  private static final Pattern SHOWN = Pattern.compile("// → ?(.*)");

  @TempDir private Path folder;

  static List<String> programs() throws IOException {
    return blocks("java");
  }

  @ParameterizedTest
  @MethodSource("programs")
  void programOfTheReadmePrintsWhatItSays(String block) throws Exception {
    List<String> shown = SHOWN.matcher(block).results().map(line -> line.group(1)).toList();
    List<String> printed = run(block.contains("class Example") ? block : aroundIt(block));
    assertThat(printed).isNotEmpty();
    if (!shown.isEmpty()) {
      assertThat(printed).endsWith(shown.toArray(String[]::new));
    }
  }

  /* What the README says goes on from its first program. */
  private static String aroundIt(String block) {
    return """
        import dev.thimble.model.*;
        import dev.thimble.search.*;
        import dev.thimble.translation.*;
        import java.nio.file.*;
        import java.util.*;
        import java.util.concurrent.*;
        import java.util.stream.*;

        class Example {
          public static void main(String[] arguments) throws Exception {
            try (Translator translator = Translator.load(Path.of("checkpoints/en-fr"))) {
              %s
            }
          }
        }
        """
        .formatted(block.replaceAll("run/(best|last)", "checkpoints/en-fr"));
  }

  private List<String> run(String program) throws Exception {
    Path source = Files.writeString(folder.resolve("Example.java"), program);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String[] arguments = {
      "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), source.toString()
    };
    assertThat(compiler.run(null, null, null, arguments)).isZero();
    PrintStream out = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Method main = loader.loadClass("Example").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(out);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void testCommandInTheReadmeIsTheOneContinuousIntegrationRuns() throws IOException {
    String script = Files.readString(Path.of(".ci/run"));
    assertThat(blocks("sh").get(1).strip()).isEqualTo("mvn -B -ntp verify");
    assertThat(script).contains("mvn -B -ntp verify");
  }

  private static List<String> blocks(String language) throws IOException {
    Matcher matcher =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(README));
    return matcher.results().map(result -> result.group(1)).toList();
  }
}
