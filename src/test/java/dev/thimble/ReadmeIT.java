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

/** What the README shows is run as it stands there. */
class ReadmeIT {
  private static final Path README = Path.of("README.md");

  @TempDir private Path folder;

  @Test
  void programInTheReadmeCompilesAndTranslates() throws Exception {
    List<String> programs = blocks("java");
    assertThat(programs).hasSize(1);
    Path source = Files.writeString(folder.resolve("Example.java"), programs.get(0));
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
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).containsIgnoringCase("vous");
    assertThat(lines.get(1)).matches("-[0-9.]+ .*demain.*");
    assertThat(lines.get(2)).isEqualTo("0.0 ");
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
