package dev.thimble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the examples of the README: its shell commands on a corpus of four sentences, its programs
 * with the shipped model and the run that those commands made.
 */
class ReadmeIT {
  private static final Path README = Path.of("README.md");
  private static final Pattern SHOWN = Pattern.compile("// → ?(.*)");
  private static final String SOURCE =
      "Tom is my brother.\nGood morning!\nThank you.\nI am tired.\n";
  private static final String TARGET = "Tom est mon frère.\nBonjour !\nMerci.\nJe suis fatigué.\n";

  /** Replacements that make the commands end in seconds. Each key must occur in the README. */
  private static final Map<String, String> SMALLER =
      Map.of(
          "--size 8000", "--size 460",
          "--translations 200000", "--translations 100",
          "--tying ALL --output run",
              "--tying ALL --output run --embedding-size 32 --encoder-size 48 --decoder-size 48"
                  + " --learning-rate 0.02 --warmup 10 --max-tokens 256 --max-epochs 6 --dropout 0"
                  + " --embedding-dropout 0 --label-smoothing 0 --no-dev-bleu",
          "thimble bench run/best", "thimble bench run/best --seconds 0.01");

  @TempDir private static Path folder;
  private static String trained;

  @BeforeAll
  static void trainAsTheReadmeSays() throws Exception {
    Files.writeString(folder.resolve("train.en"), SOURCE.repeat(60));
    Files.writeString(folder.resolve("train.fr"), TARGET.repeat(60));
    for (String name : List.of("dev", "test", "new", "old", "base", "news", "talks", "web")) {
      Files.writeString(folder.resolve(name + ".en"), SOURCE);
      Files.writeString(folder.resolve(name + ".fr"), TARGET);
      Files.writeString(folder.resolve(name + ".hyp"), TARGET);
    }
    String commands = blocks("sh").get(2);
    for (Map.Entry<String, String> each : SMALLER.entrySet()) {
      assertThat(commands).contains(each.getKey());
      commands = commands.replace(each.getKey(), each.getValue());
    }
    trained = runShell(commands);
  }

  static List<String> programs() throws IOException {
    return blocks("java");
  }

  @ParameterizedTest
  @MethodSource("programs")
  void programOfTheReadmePrintsTheStatedOutput(String block) throws Exception {
    List<String> shown = SHOWN.matcher(block).results().map(line -> line.group(1)).toList();
    List<String> printed = run(block.contains("class Example") ? block : aroundIt(block));
    assertThat(printed).isNotEmpty();
    if (!shown.isEmpty()) {
      assertThat(printed).endsWith(shown.toArray(String[]::new));
    }
  }

  @Test
  void firstCommandOfTheReadmeTranslates() throws Exception {
    String command = blocks("sh").get(0);
    assertThat(command).startsWith("mvn ").contains(" && ");
    String translating =
        command
            .substring(command.indexOf(" && ") + 4)
            .replace("java -jar target/thimble.jar", "thimble")
            .replace(
                "checkpoints/en-fr", "'" + Path.of("checkpoints/en-fr").toAbsolutePath() + "'");
    assertThat(runShell(translating).lines())
        .containsExactly("Bonjour !", "Où vivez-vous ?", "J'aimerais une tasse de café.");
  }

  @Test
  void commandsForACorpusTrainAModelThatKnowsIt() {
    assertThat(trained).contains("Tom est mon frère.\nBonjour !\nMerci.\nJe suis fatigué.\n");
    assertThat(folder.resolve("shipped/manifest.json")).exists();
    assertThat(folder.resolve("program.pt")).exists();
    assertThat(folder.resolve("en-fr.shortlist")).exists();
    assertThat(folder.resolve("run/training.png")).exists();
  }

  @Test
  void commandsThatScoreAnySystemSucceed() throws Exception {
    assertThat(runShell(blocks("sh").get(3))).contains("BLEU|nrefs:1", "= 100.00");
    assertThat(folder.resolve("page.html")).exists();
  }

  /* The snippets of the README that continue its first program. */
  private static String aroundIt(String block) {
    return """
        import dev.thimble.djl.*;
        import dev.thimble.model.*;
        import dev.thimble.search.*;
        import dev.thimble.text.*;
        import dev.thimble.translation.*;
        import java.io.*;
        import java.net.*;
        import java.nio.file.*;
        import java.time.*;
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
        .formatted(block.replaceAll("run/(?=best|last)", folder + "/run/"));
  }

  /* Standard output of a bash script in which "thimble" is this build; a failing command fails the script. */
  private static String runShell(String script) throws Exception {
    Path file = folder.resolve("script.sh");
    Path out = folder.resolve("script.out");
    Path err = folder.resolve("script.err");
    Files.writeString(
        file,
        "set -euo pipefail\nthimble() { '%s' %s -cp '%s' dev.thimble.cli.Thimble \"$@\"; }\n%s"
            .formatted(
                JavaCommand.JAVA,
                JavaCommand.SHORT_RUN,
                System.getProperty("java.class.path"),
                script));
    Process process =
        new ProcessBuilder("bash", file.toString())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor()).as(() -> read(err)).isZero();
    return Files.readString(out);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
