package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.search.Placement;
import dev.thimble.translation.Translation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Output that may reach a terminal contains no control characters. */
final class PrintableTest {
  private static final String HOSTILE = "a\u001B[31mb\u009B2J\u202Ec\u2066d\u2028\u007F\u0007";
  private static final String ESCAPED =
      "a\\u001B[31mb\\u009B2J\\u202Ec\\u2066d\\u2028\\u007F\\u0007";

  @TempDir private Path folder;

  @Test
  void valueStaysOnItsLine() {
    assertThat(Printable.line("a\nb\tc\r é 😀 \u200D\u200F"))
        .isEqualTo("a\\u000Ab\\u0009c\\u000D é 😀 \u200D\u200F");
    assertThat(Printable.line(HOSTILE)).isEqualTo(ESCAPED);
  }

  @Test
  void linesAndTabsOfOutputStay() throws IOException {
    StringWriter out = new StringWriter();
    try (PrintWriter writer = new PrintWriter(Printable.writer(out))) {
      writer.print("a\tb\n\r\nc\rd");
      writer.print('\u001B');
      writer.print(HOSTILE.toCharArray());
    }
    assertThat(out).hasToString("a\tb\n\r\nc\\u000Dd\\u001B" + ESCAPED);
  }

  @ParameterizedTest
  @EnumSource(StreamKind.class)
  void onlyRedirectedTranslationsStayUnescaped(StreamKind kind) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardOutput output = new StandardOutput(bytes, kind);
    TranslationWriter writer = new TranslationWriter(output.text(), 1, TranslationFormat.TEXT);
    writer.write(List.of(List.of(translation(HOSTILE))));
    output.printable().println(HOSTILE);
    output.printable().flush();
    String first = kind == StreamKind.TERMINAL ? ESCAPED : HOSTILE;
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(first + "\n" + ESCAPED + System.lineSeparator());
  }

  @Test
  void translationStaysOnItsLine() {
    StringWriter out = new StringWriter();
    TranslationWriter writer =
        new TranslationWriter(new PrintWriter(out), 2, TranslationFormat.TSV);
    writer.write(
        List.of(
            List.of(translation("a\nb"), translation("c\r\nd\te"), translation("e")),
            List.of(translation("f"))));
    assertThat(out)
        .hasToString(
            "1\t-0.5000\t-\tFREE\ta b\n1\t-0.5000\t-\tFREE\tc  d e\n2\t-0.5000\t-\tFREE\tf\n");
    assertThat(ScoringText.text(List.of("a\nb", ""))).isEqualTo("a b\n\n");
  }

  @Test
  void infoEscapesTheManifest() throws IOException {
    Path model = Path.of("checkpoints/en-fr");
    try (var files = Files.list(model)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path manifest = folder.resolve("manifest.json");
    String text = Files.readString(manifest);
    assertThat(text).contains("\"notes\" : \"");
    Files.writeString(
        manifest,
        text.replace("\"notes\" : \"", "\"notes\" : \"\\u001B]0;title\\u0007\\nversions: none"));
    CommandRun run = CommandRun.of("info", folder.toString());
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("notes: \\u001B]0;title\\u0007\\u000Aversions: none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"info no\u001B[31mne", "no\u009Bsuch", "evaluate --reference=x --format=\u001Bx"})
  void errorsAreEscaped(String arguments) {
    CommandRun run = CommandRun.of(arguments.split(" ", -1));
    assertThat(run.code()).isPositive();
    assertThat(run.err()).contains("\\u00").doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
  }

  @Test
  void namesOfSystemsAreEscapedInEveryFormat() throws IOException {
    Path file = Files.writeString(folder.resolve("ref"), "the cat sat down\n");
    for (String format : List.of("table", "tsv", "json")) {
      CommandRun run =
          CommandRun.of(
              "evaluate",
              "--format=" + format,
              "--hypotheses=\u001B\u202Ea=" + file,
              "--hypotheses=b=" + file,
              "--reference=" + file);
      assertThat(run.out()).contains("\\u001B\\u202Ea").doesNotContain("\u001B", "\u202E");
    }
  }

  @Test
  void outputThatFailsEndsTheCommand() throws IOException {
    Path file = Files.writeString(folder.resolve("ref"), "the cat sat down\n");
    String[] arguments = {"evaluate", "--hypotheses=" + file, "--reference=" + file};
    assertThat(runFailing("No space left on device", StreamKind.FILE, arguments)).isEqualTo(1);
    assertThat(runFailing("localized", StreamKind.PIPE, arguments)).isEqualTo(141);
    assertThat(runFailing("The pipe is being closed", StreamKind.FILE, arguments)).isEqualTo(141);
  }

  private static int runFailing(String message, StreamKind kind, String... arguments) {
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        };
    return Thimble.run(new StandardOutput(failing, kind), arguments);
  }

  private static Translation translation(String text) {
    return new Translation(
        text,
        -0.5,
        -1,
        OptionalDouble.empty(),
        List.of("a"),
        List.of(-1f),
        true,
        Placement.FREE,
        List.of());
  }
}
