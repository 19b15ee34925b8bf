package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.translation.RandomModel;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code thimble translate} on XLIFF files. */
class XliffCommandIT {
  private static final String XLIFF =
      "<?xml version=\"1.0\" encoding=\"%s\"?>\r\n<xliff version=\"1.2\">"
          + "<file source-language='en'><body>"
          + "<trans-unit id=\"1\"><source>the cat</source></trans-unit>\n"
          + "<trans-unit id=\"2\" approved=\"yes\"><source>é</source><target>è</target></trans-unit>"
          + "</body></file></xliff>";

  @TempDir private static Path folder;
  private static String model;

  @BeforeAll
  static void writeModel() throws IOException {
    model = folder.resolve("model").toString();
    RandomModel.write(folder.resolve("model"), 3);
  }

  private static CommandRun translate(Path input, Path output, String... more) {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "translate";
    arguments[1] = model;
    arguments[2] = "--input=" + input;
    arguments[3] = "--output=" + output;
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandRun.of(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, UTF-8, ''",
    "UTF-8, UTF-8, \uFEFF",
    "UTF-16, UTF-16LE, \uFEFF",
    "UTF-16, UTF-16BE, \uFEFF",
    "UTF-16, UTF-16LE, ''",
    "UTF-16, UTF-16BE, ''",
    "ISO-8859-1, ISO-8859-1, ''"
  })
  void allButTheTargetsIsKeptByteForByte(String declared, String encoding, String mark)
      throws IOException {
    String xml = mark + XLIFF.formatted(declared);
    Charset charset = Charset.forName(encoding);
    Path input = Files.write(folder.resolve("in.xlf"), xml.getBytes(charset));
    Path output = folder.resolve("out.xlf");
    CommandRun run = translate(input, output);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("out.xlf: 1 sentences translated");
    String written = new String(Files.readAllBytes(output), charset);
    assertThat(written)
        .contains(
            "<source>the cat</source><target state=\"needs-review-translation\""
                + " state-qualifier=\"mt-suggestion\">");
    assertThat(written.replaceFirst("<target state.*?</target>", "")).isEqualTo(xml);
  }

  @Test
  void linesAreWrittenToAFile() throws IOException {
    Path input = Files.writeString(folder.resolve("in.txt"), "the cat\nthe dog\n");
    CommandRun toFile = translate(input, folder.resolve("out.txt"));
    CommandRun toOutput = CommandRun.of("translate", model, "--input=" + input);
    assertThat(toFile.out()).isEmpty();
    assertThat(folder.resolve("out.txt")).content(StandardCharsets.UTF_8).isEqualTo(toOutput.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<xliff version=\"2.0\"/> | in.xlf, line 1: <xliff> of version \"2.0\"",
        "<xliff version=\"1.2\"> | in.xlf, line 1: the file ends within <xliff>",
        "<?xml version=\"1.0\" encoding=\"klingon\"?><xliff/> | the encoding klingon is not known",
        "<xliff version=\"1.2\"><trans-unit><source>a<x id=\"1\"/>b</source></trans-unit></xliff>"
            + " | mark-up inside sentences needs"
      })
  void errorsNameTheFile(String xml, String message) throws IOException {
    Path input = Files.writeString(folder.resolve("in.xlf"), xml);
    CommandRun run = translate(input, folder.resolve("none.xlf"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(message);
    assertThat(folder.resolve("none.xlf")).doesNotExist();
  }

  @Test
  void otherEncodingThanNamedIsAnError() throws IOException {
    byte[] bytes = XLIFF.formatted("UTF-8").getBytes(StandardCharsets.ISO_8859_1);
    CommandRun run =
        translate(Files.write(folder.resolve("in.xlf"), bytes), folder.resolve("none.xlf"));
    assertThat(run.err()).contains("in.xlf is not in UTF-8");
  }

  @Test
  void longSentenceMayBeRefused() throws IOException {
    String xml = XLIFF.formatted("UTF-8").replace("the cat", "the cat ".repeat(50) + "cat");
    CommandRun run =
        translate(
            Files.writeString(folder.resolve("in.xlf"), xml),
            folder.resolve("none.xlf"),
            "--max-source-length=5",
            "--long-input=REFUSE");
    assertThat(run.err()).contains("in.xlf: a sentence of").contains("--long-input SPLIT");
  }

  @Test
  void optionsOfLinesAreRefused() throws IOException {
    Path input = Files.writeString(folder.resolve("in.xlf"), XLIFF.formatted("UTF-8"));
    assertThat(translate(input, folder.resolve("x"), "--format=JSON").err())
        .contains("--format has no effect on an XLIFF file");
    CommandRun run = CommandRun.of("translate", model, "--input=" + input);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("is an XLIFF file, which needs --output");
  }
}
